/**
 * Starts the local Slack by hand: `node dist/test/servers/slack/start.js [--port 4400] [--events-url <url>] [--workspaces T1,T2] [--strict]`.
 * Prints what the program is to be told, and where to look.
 */
import { parseArgs } from 'node:util'
import { startSlack } from './server.js'

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4400' },
    'events-url': { type: 'string' },
    workspaces: { type: 'string', default: 'T1' },
    strict: { type: 'boolean', default: false },
  },
})

const slack = await startSlack({
  port: Number(values.port),
  strictRates: values.strict,
  strictThreads: values.strict,
  workspaces: values.workspaces.split(',').map((id) => ({
    id,
    people: [{ name: 'ann', isAdmin: true, isOwner: true }, 'ben'],
    channels: ['general', 'models', { name: 'private', kind: 'private' }],
  })),
})
if (values['events-url'] !== undefined) slack.sendTo(values['events-url'])

const [first] = slack.workspaces.keys()
console.log(`A local Slack. Look at it: ${slack.url}/

The program over Socket Mode:
  SLACK_API_URL=${slack.apiUrl} SLACK_BOT_TOKEN=${slack.token(first ?? '').value} SLACK_APP_TOKEN=${slack.app.appToken}
or over HTTP, where this was started with --events-url http://127.0.0.1:3000/slack/events:
  SLACK_API_URL=${slack.apiUrl} SLACK_BOT_TOKEN=${slack.token(first ?? '').value} SLACK_SIGNING_SECRET=${slack.app.signingSecret}
`)

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    void slack.stop()
  })
