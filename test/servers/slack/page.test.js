import { App } from '@slack/bolt';
import { afterEach, describe, expect, it } from 'vitest';
import { quietLogger } from './quiet-logger.js';
import { startSlack } from './server.js';
let slack;
let app;
afterEach(async () => {
    await app.stop();
    await slack.stop();
});
const show = async (path) => (await fetch(`${slack.url}${path}`)).text();
const act = (fields, headers = {}) => fetch(`${slack.url}/act`, {
    method: 'POST',
    redirect: 'manual',
    headers,
    body: new URLSearchParams({ team: 'T1', as: 'ann', place: 'general', ...fields }),
});
describe('the page', () => {
    it('shows what was posted, escaped, and lets a person write and press', async () => {
        slack = await startSlack();
        app = new App({
            token: 'xoxb-T1',
            appToken: slack.app.appToken,
            socketMode: true,
            clientOptions: { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } },
            logger: quietLogger,
        });
        const text = { type: 'plain_text', text: '<script>' };
        app.command('/ml-architect', async ({ ack, command, client }) => {
            await ack();
            await client.chat.postMessage({
                channel: command.channel_id,
                text: 'x',
                blocks: [
                    { type: 'header', text },
                    {
                        type: 'table',
                        rows: [[{ type: 'raw_text', text: 'Parameters' }], [{ type: 'raw_text', text: '25,326' }]],
                    },
                    { type: 'actions', elements: [{ type: 'button', action_id: 'go', text }] },
                ],
            });
        });
        app.action('go', async ({ ack, respond }) => {
            await ack();
            await respond({ text: 'Pressed.', replace_original: true });
        });
        await app.start();
        expect((await act({ do: 'write', text: '/ml-architect rank news' })).status).toBe(303);
        const feed = await show('/feed?team=T1&as=ann&place=general');
        expect(feed).toContain('<h3>&lt;script&gt;</h3>');
        expect(feed).toContain('25,326');
        expect(feed).not.toContain('<script>');
        const [, target = ''] = /name="target" value="([\d.]+)"/.exec(feed) ?? [];
        await act({ do: 'press', what: 'go', target });
        expect(await show('/feed?team=T1&as=ann&place=general')).toContain('Pressed.');
        const gone = await act({ do: 'press', what: 'go', target });
        expect(decodeURIComponent(gone.headers.get('location') ?? '')).toContain('No such button');
        expect(await show('/?note=<b>')).toContain('&lt;b&gt;');
        expect((await act({ do: 'write', text: 'x' }, { origin: 'https://evil.example' })).status).toBe(403);
    });
});
//# sourceMappingURL=page.test.js.map