import { App } from '@slack/bolt';
import { afterEach, describe, expect, it } from 'vitest';
import { quietLogger } from './quiet-logger.js';
import { startSlack } from './server.js';
let slack;
let app;
/** A real Bolt app of every workspace, listening over HTTP. */
async function start(options, listen, 
// Otherwise Bolt acknowledges an event before any listener has seen it.
processBeforeResponse = false) {
    slack = await startSlack(options);
    app = new App({
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
    });
    listen(app);
    const server = (await app.start(0));
    slack.sendTo(`http://127.0.0.1:${server.address().port}/slack/events`);
}
afterEach(async () => {
    await app.stop();
    await slack.stop();
});
const textsOf = (name, place = 'general', thread) => slack
    .user('T1', name)
    .sees(place, thread)
    .map(({ text }) => text);
const button = (label, action_id) => ({
    type: 'button',
    text: { type: 'plain_text', text: label },
    action_id,
    value: `value of ${label}`,
});
describe('commands', () => {
    it('reach the app, and the answer reaches the person alone', async () => {
        const seen = [];
        await start({}, (bolt) => bolt.command('/ml-architect', async ({ command, ack }) => {
            seen.push(command);
            await ack('On it.');
        }));
        const ack = await slack.user('T1', 'ann').command('/ml-architect', 'rank <news> & more', 'general');
        expect(ack).toMatchObject({ ok: true, status: 200, attempts: 1 });
        expect(seen[0]).toMatchObject({
            command: '/ml-architect',
            text: 'rank &lt;news&gt; &amp; more',
            team_id: 'T1',
            channel_id: 'CT1GENERAL',
            channel_name: 'general',
            user_id: 'UT1ANN',
        });
        expect(textsOf('ann')).toEqual(['On it.']);
        expect(textsOf('ben')).toEqual([]);
    });
    it('tell when the app’s answer is none that Slack shows, and when it comes too late', async () => {
        await start({ ackWithinMs: 150 }, (bolt) => bolt.command('/ml-architect', async ({ command, ack }) => {
            if (command.text === 'late')
                await new Promise((resolve) => setTimeout(resolve, 300));
            await ack({ blocks: [{ type: 'header', text: { type: 'plain_text', text: '' } }] });
        }));
        const ann = slack.user('T1', 'ann');
        const wrong = await ann.command('/ml-architect', '', 'general');
        expect(wrong).toMatchObject({ ok: false, error: 'invalid_command_response: invalid_blocks' });
        const late = await ann.command('/ml-architect', 'late', 'general');
        expect(late).toMatchObject({ ok: false, status: 0, error: 'http_timeout', attempts: 1 });
    });
    it('bring a response_url for five answers within half an hour', async () => {
        let now = Date.now();
        const urls = [];
        await start({ now: () => now }, (bolt) => bolt.command('/ml-architect', async ({ command, ack, respond }) => {
            urls.push(command.response_url);
            await ack();
            await respond({ text: 'seen by all', response_type: 'in_channel' });
        }));
        const answer = async (url, body) => {
            const response = await fetch(url, {
                method: 'POST',
                headers: { 'content-type': 'application/json' },
                body: JSON.stringify(body),
            });
            return [response.status, await response.text()];
        };
        await slack.user('T1', 'ann').command('/ml-architect', '', 'general');
        await expect.poll(() => textsOf('ben')).toEqual(['seen by all']);
        expect(await answer(urls[0], { text: '' })).toEqual([400, '{"ok":false,"error":"no_text"}']);
        for (let n = 2; n <= 5; n++)
            expect(await answer(urls[0], { text: `${n}` })).toEqual([200, 'ok']);
        expect(await answer(urls[0], { text: '6' })).toEqual([404, '{"ok":false,"error":"used_url"}']);
        await slack.user('T1', 'ann').command('/ml-architect', '', 'general');
        now += 30 * 60_000 + 1;
        expect(await answer(urls[1], { text: 'x' })).toEqual([404, '{"ok":false,"error":"expired_url"}']);
    });
});
describe('what people say', () => {
    const heard = [];
    const record = (bolt) => {
        heard.length = 0;
        bolt.event('app_mention', async ({ event, body }) => {
            heard.push(`app_mention ${body.event_id} ${event.ts} ${event.text}`);
        });
        bolt.event('message', async ({ event, body, context }) => {
            const text = 'text' in event ? event.text : '';
            const retry = context.retryNum === undefined ? '' : ` retry ${context.retryNum} ${context.retryReason}`;
            heard.push(`message ${event.subtype ?? ''} ${body.event_id} ${event.ts} ${text}${retry}`);
        });
        bolt.event('member_joined_channel', async ({ event }) => {
            heard.push(`member_joined_channel ${event.user}`);
        });
    };
    const kinds = () => heard.map((each) => each.split(' ')[0]).sort();
    it('arrives as message and as app_mention where the app is named, with one ts and two event ids', async () => {
        await start({}, record);
        const said = await slack.user('T1', 'ann').says('general', '@ml-architect rank <news>');
        expect(kinds()).toEqual(['app_mention', 'message']);
        expect(heard.every((each) => each.includes(`${said.message.ts} <@UT1BOT> rank &lt;news&gt;`))).toBe(true);
        expect(new Set(said.deliveries.map(({ payload }) => payload.event_id)).size).toBe(2);
        await slack.user('T1', 'ann').says('dm', '@ml-architect hello');
        expect(kinds()).toEqual(['app_mention', 'message', 'message']);
    });
    it('is edited and deleted, in a thread too', async () => {
        await start({}, record);
        const ann = slack.user('T1', 'ann');
        const { message: root } = await ann.says('general', 'first');
        const { message } = await ann.says('general', 'reply', { thread: root.ts });
        await ann.edits(message, 'better');
        await ann.deletes(message);
        const subtypes = heard.map((each) => each.split(' ')[1]);
        expect(subtypes).toEqual(['', '', 'message_changed', 'message_deleted']);
        expect(textsOf('ann', 'general', root.ts)).toEqual(['first']);
    });
    it('reaches the app only where it is, and where its scopes let it hear', async () => {
        const channels = ['general', { name: 'apart', withoutBot: true }];
        const scopes = ['app_mentions:read', 'channels:history', 'channels:read'];
        await start({ workspaces: [{ id: 'T1', channels, scopes }] }, record);
        const ann = slack.user('T1', 'ann');
        expect((await ann.says('apart', '@ml-architect hello')).deliveries).toEqual([]);
        expect((await ann.says('dm', 'hello')).deliveries).toEqual([]);
        await ann.invites('bot', 'apart');
        await ann.says('apart', '@ml-architect hello');
        expect(kinds()).toEqual(['app_mention', 'member_joined_channel', 'message']);
    });
    it('of the app itself comes back as an event, which Bolt drops', async () => {
        await start({}, record);
        await app.client.chat.postMessage({ token: 'xoxb-T1', channel: 'CT1GENERAL', text: 'from me' });
        await slack.settled();
        expect(slack.deliveries.map(({ payload }) => payload.event)).toMatchObject([
            { bot_id: 'BT1', text: 'from me' },
        ]);
        expect(heard).toEqual([]);
    });
    it('is refused unsigned, wrongly signed or stale', async () => {
        await start({ retryDelaysMs: [] }, record);
        const ann = slack.user('T1', 'ann');
        for (const twist of [{ signature: 'missing' }, { signature: 'wrong' }, { ageSeconds: 301 }])
            expect(await ann.says('general', 'hello', { twist })).toMatchObject({ ok: false, status: 401 });
        expect(heard).toEqual([]);
        expect(await ann.says('general', 'hello', { twist: { ageSeconds: 200 } })).toMatchObject({ ok: true });
    });
    it('comes again with the same event id, on failure or when told', async () => {
        let isDown = true;
        const listen = (bolt) => {
            record(bolt);
            bolt.use(async ({ next }) => {
                if (isDown)
                    throw new Error('down');
                await next();
            });
        };
        await start({ retryDelaysMs: [1, 1, 1] }, listen, true);
        const ann = slack.user('T1', 'ann');
        const failed = await ann.says('general', 'hello');
        expect(failed).toMatchObject({ ok: false, attempts: 4 });
        isDown = false;
        expect(await slack.repeat(failed.deliveries[0])).toMatchObject({ ok: true });
        const { event_id } = failed.deliveries[0]?.payload ?? {};
        expect(heard).toEqual([`message  ${event_id} ${failed.message.ts} hello retry 4 http_timeout`]);
    });
});
describe('buttons and inputs', () => {
    const blocks = [
        {
            type: 'section',
            text: { type: 'mrkdwn', text: 'Choose' },
            accessory: button('Stop', 'stop'),
        },
        { type: 'actions', elements: [button('Yes', 'yes'), button('No', 'no')] },
        {
            type: 'input',
            label: { type: 'plain_text', text: 'Budget' },
            element: { type: 'plain_text_input', action_id: 'budget' },
        },
        {
            type: 'section',
            text: { type: 'mrkdwn', text: 'Hardware' },
            accessory: {
                type: 'static_select',
                action_id: 'hardware',
                options: ['T4', 'A100'].map((each) => ({
                    text: { type: 'plain_text', text: each },
                    value: each,
                })),
            },
        },
        {
            type: 'context_actions',
            elements: [
                {
                    type: 'feedback_buttons',
                    action_id: 'feedback',
                    positive_button: { text: { type: 'plain_text', text: 'Good' }, value: 'good' },
                    negative_button: { text: { type: 'plain_text', text: 'Bad' }, value: 'bad' },
                },
            ],
        },
    ];
    const pressed = [];
    const posted = async () => {
        pressed.length = 0;
        await start({}, (bolt) => bolt.action(/.*/, async ({ ack, body, respond }) => {
            pressed.push(body);
            await ack();
            if (pressed.at(-1)?.actions[0]?.action_id === 'yes')
                await respond({ text: 'Done.', replace_original: true });
        }));
        const { ts } = await app.client.chat.postMessage({
            token: 'xoxb-T1',
            channel: 'CT1GENERAL',
            text: 'Choose',
            blocks,
        });
        return slack.channel('T1', 'general').messages.get(ts);
    };
    it('are pressed by their words, and bring all that an app needs to know', async () => {
        const message = await posted();
        const ann = slack.user('T1', 'ann');
        ann.fills(message, { Budget: '500 euro' });
        expect(await ann.presses(message, 'No')).toMatchObject({ ok: true, status: 200 });
        expect(pressed[0]).toMatchObject({
            type: 'block_actions',
            team: { id: 'T1' },
            user: { id: 'UT1ANN' },
            channel: { id: 'CT1GENERAL', name: 'general' },
            container: { type: 'message', channel_id: 'CT1GENERAL', is_ephemeral: false },
            message: { bot_id: 'BT1', text: 'Choose' },
            actions: [{ type: 'button', action_id: 'no', value: 'value of No' }],
        });
        expect(JSON.stringify(pressed[0]?.state)).toContain('"budget":{"type":"plain_text_input","value":"500 euro"}');
        await ann.presses(message, 'Stop');
        await ann.presses(message, 'Bad');
        expect(pressed.slice(1).map(({ actions }) => actions[0])).toMatchObject([
            { action_id: 'stop' },
            { action_id: 'feedback', type: 'feedback_buttons', value: 'bad', text: { text: 'Bad' } },
        ]);
        await expect(ann.presses(message, 'Maybe')).rejects.toThrow('among Stop, Yes, No, Good, Bad');
    });
    it('are chosen by their words', async () => {
        const message = await posted();
        const ann = slack.user('T1', 'ann');
        await ann.selects(message, 'Hardware', 'A100');
        expect(pressed[0]?.actions[0]).toMatchObject({
            action_id: 'hardware',
            selected_option: { value: 'A100' },
        });
        await expect(ann.selects(message, 'Hardware', 'TPU')).rejects.toThrow('among T4, A100');
    });
    it('let the app replace the message they stand in, once pressed', async () => {
        const message = await posted();
        await slack.user('T1', 'ann').presses(message, 'Yes');
        await expect.poll(() => textsOf('ben')).toEqual(['Done.']);
        await expect(slack.user('T1', 'ann').presses(message, 'Yes')).rejects.toThrow('No such button');
    });
});
describe('views', () => {
    const modal = (title) => ({
        type: 'modal',
        callback_id: 'answers',
        notify_on_close: true,
        title: { type: 'plain_text', text: title },
        submit: { type: 'plain_text', text: 'Send' },
        blocks: [
            {
                type: 'input',
                block_id: 'budget',
                label: { type: 'plain_text', text: 'Budget' },
                element: { type: 'plain_text_input', action_id: 'words' },
            },
            {
                type: 'input',
                block_id: 'task',
                optional: true,
                label: { type: 'plain_text', text: 'Task' },
                element: {
                    type: 'radio_buttons',
                    action_id: 'choice',
                    options: ['Rank', 'Classify'].map((each) => ({
                        text: { type: 'plain_text', text: each },
                        value: each,
                    })),
                },
            },
        ],
    });
    const errors = [];
    const told = [];
    const withModal = async (now) => {
        errors.length = 0;
        told.length = 0;
        await start(now ? { now } : {}, (bolt) => {
            bolt.shortcut('ask', async ({ ack, shortcut, client }) => {
                await ack();
                const open = () => client.views.open({ trigger_id: shortcut.trigger_id, view: modal('Answer') });
                for (const attempt of [open, open])
                    await attempt().catch((error) => errors.push(error.data.error));
            });
            bolt.view('answers', async ({ ack, view }) => {
                told.push(view.state.values);
                const words = view.state.values.budget?.words?.value;
                if (words === 'none')
                    await ack({ response_action: 'errors', errors: { budget: 'Some is needed' } });
                else if (words === 'more')
                    await ack({ response_action: 'update', view: modal('More') });
                else
                    await ack();
            });
            bolt.view({ callback_id: 'answers', type: 'view_closed' }, async ({ ack, body }) => {
                told.push(body.type);
                await ack();
            });
            bolt.event('app_home_opened', async ({ event, client }) => {
                await client.views.publish({
                    user_id: event.user,
                    view: { type: 'home', blocks: [{ type: 'header', text: { type: 'plain_text', text: 'Designs' } }] },
                });
            });
        });
        return slack.user('T1', 'ann');
    };
    const opened = async () => {
        const ann = await withModal();
        await ann.usesShortcut('ask');
        await expect.poll(() => ann.modal()?.view.title).toMatchObject({ text: 'Answer' });
        return { ann, view: ann.modal() };
    };
    it('are opened with a trigger, once', async () => {
        await opened();
        await expect.poll(() => errors).toEqual(['exchanged_trigger_id']);
    });
    it('are not opened with an old trigger', async () => {
        let now = Date.now();
        const ann = await withModal(() => now);
        slack.slow(20);
        const ack = await ann.usesShortcut('ask');
        now += 3001;
        expect(ack.ok).toBe(true);
        await expect.poll(() => errors[0]).toBe('expired_trigger_id');
        expect(ann.modal()).toBeUndefined();
    });
    it('are submitted with what was filled in, and stay open when the app finds errors', async () => {
        const { ann, view } = await opened();
        await expect(ann.submits(view)).rejects.toThrow('Budget');
        const ack = await ann.submits(view, { Budget: 'none', Task: 'Rank' });
        expect(ack.body).toEqual({ response_action: 'errors', errors: { budget: 'Some is needed' } });
        expect(told[0]).toMatchObject({
            budget: { words: { type: 'plain_text_input', value: 'none' } },
            task: { choice: { type: 'radio_buttons', selected_option: { value: 'Rank' } } },
        });
        await ann.submits(view, { Budget: 'more' });
        expect(ann.modal()?.view.title).toMatchObject({ text: 'More' });
        await ann.submits(view, { Budget: '5' });
        expect(ann.modal()).toBeUndefined();
    });
    it('tell the app when they are closed', async () => {
        const { ann, view } = await opened();
        await ann.closes(view);
        expect([told, ann.modal()]).toEqual([['view_closed'], undefined]);
    });
    it('make the home tab', async () => {
        const ann = await withModal();
        await ann.opensHome();
        await expect.poll(() => ann.home()?.view.blocks).toMatchObject([{ type: 'header' }]);
    });
});
describe('several workspaces', () => {
    it('are answered each with its own token', async () => {
        await start({ workspaces: [{ id: 'T1' }, { id: 'T2' }] }, (bolt) => bolt.event('app_mention', async ({ say }) => {
            await say('here');
        }));
        await Promise.all(['T1', 'T2', 'T1', 'T2'].map((id) => slack.user(id, 'ann').says('general', '@ml-architect')));
        const posts = () => slack.calls.filter(({ method }) => method === 'chat.postMessage');
        await expect.poll(() => posts().length).toBe(4);
        for (const { args, bearer, team } of posts())
            expect([bearer, args.channel]).toEqual([`xoxb-${team}`, `C${team}GENERAL`]);
    });
    it('can lose the app', async () => {
        const gone = [];
        await start({ workspaces: [{ id: 'T1' }, { id: 'T2' }] }, (bolt) => bolt.event('app_uninstalled', async ({ body }) => {
            gone.push(body.team_id);
        }));
        slack.uninstall('T2');
        await slack.settled();
        expect(gone).toEqual(['T2']);
        expect((await slack.user('T2', 'ann').says('general', '@ml-architect')).deliveries).toEqual([]);
    });
});
//# sourceMappingURL=bolt-http.test.js.map