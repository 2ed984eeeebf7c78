/** Real Bolt apps against the local Slack, for the tests of it. */
import { App } from '@slack/bolt'
import { quietLogger } from './quiet-logger.js'
import { type Slack, type SlackOptions, startSlack } from './server.js'

/**
 * A Slack, and a Bolt app of all its workspaces that listens over HTTP.
 * @param processBeforeResponse otherwise Bolt acknowledges an event before any listener has seen it
 */
export async function startOverHttp(
  options: SlackOptions,
  listen: (app: App) => void,
  processBeforeResponse = false,
): Promise<{ slack: Slack; app: App }> {
  const slack = await startSlack(options)
  const app = new App({
    signingSecret: slack.app.signingSecret,
    authorize: async ({ teamId = '' }) => ({
      botToken: slack.token(teamId).value,
      botId: slack.team(teamId).botId,
      botUserId: slack.team(teamId).bot.id,
      teamId,
    }),
    clientOptions: { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } },
    logger: quietLogger,
    processBeforeResponse,
  })
  listen(app)
  const server = (await app.start(0)) as unknown as { address(): { port: number } }
  slack.sendTo(`http://127.0.0.1:${server.address().port}/slack/events`)
  return { slack, app }
}
