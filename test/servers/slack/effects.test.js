import { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { effectsOf, startSlack } from './server.js';
let slack;
beforeEach(async () => {
    slack = await startSlack();
});
afterEach(() => slack.stop());
/** What a posted message does, mentions first, as short words. */
async function effects(sent) {
    const client = new WebClient('xoxb-T1', { slackApiUrl: slack.apiUrl });
    const { ts } = await client.chat.postMessage({ channel: 'CT1GENERAL', text: 'x', ...sent });
    const message = slack.channel('T1', 'general').messages.get(ts);
    const { mentions, links } = effectsOf(message);
    return [
        ...mentions.map(({ kind, target }) => `${kind} ${target}`),
        ...links.map(({ url }) => `link ${url}`),
    ];
}
const section = (text, more = {}) => ({
    blocks: [{ type: 'section', text: { type: 'mrkdwn', text, ...more } }],
});
const rich = (...elements) => ({
    blocks: [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] }],
});
describe('what a message does beside being read', () => {
    it('finds mentions and links in markup, wherever it is read', async () => {
        const text = '<!channel> <!here> <@U1> <#C1|general> <!subteam^S1> <https://a.example|b>';
        const all = [
            'broadcast channel',
            'broadcast here',
            'user U1',
            'channel C1',
            'usergroup S1',
            'link https://a.example',
        ];
        expect(await effects({ text })).toEqual(all);
        expect(await effects(section(text))).toEqual(all);
        expect(await effects({ blocks: [{ type: 'context', elements: [{ type: 'mrkdwn', text }] }] })).toEqual(all);
        expect(await effects({ blocks: [{ type: 'markdown', text }] })).toEqual(all);
    });
    it('finds elements of rich text, and none in its words', async () => {
        expect(await effects(rich({ type: 'user', user_id: 'U1' }, { type: 'broadcast', range: 'here' }))).toEqual(['user U1', 'broadcast here']);
        expect(await effects(rich({ type: 'link', url: 'https://a.example' }))).toEqual([
            'link https://a.example',
        ]);
        expect(await effects(rich({ type: 'text', text: '<!channel> https://a.example' }))).toEqual([]);
    });
    it('finds none in escaped and in plain text', async () => {
        expect(await effects({ text: '&lt;!channel&gt; @channel' })).toEqual([]);
        const header = { blocks: [{ type: 'header', text: { type: 'plain_text', text: '<!channel> <@U1>' } }] };
        expect(await effects(header)).toEqual([]);
    });
    it('finds addresses that become links by themselves, and names where the app asked for it', async () => {
        expect(await effects(section('see https://a.example'))).toEqual(['link https://a.example']);
        expect(await effects(section('see https://a.example', { verbatim: true }))).toEqual([]);
        expect(await effects({ text: 'see https://a.example', parse: 'none' })).toEqual([]);
        expect(await effects({ text: '@channel @ann', link_names: true })).toEqual([
            'broadcast channel',
            'user ann',
        ]);
    });
    it('finds links of Markdown and of buttons', async () => {
        expect(await effects({ blocks: [{ type: 'markdown', text: '[b](https://a.example) \\[c](d)' }] })).toEqual(['link https://a.example']);
        const button = { type: 'button', text: { type: 'plain_text', text: 'Go' }, url: 'https://a.example' };
        expect(await effects({ blocks: [{ type: 'actions', elements: [button] }] })).toEqual([
            'link https://a.example',
        ]);
    });
});
//# sourceMappingURL=effects.test.js.map