import { answerText, readBody } from '../body.js';
import { mediaTypeOf } from '../files.js';
import { channelNamed, directMessages, memberNamed } from '../world.js';
import { addressOf, feedHtml, pageHtml } from './layout.js';
/** How long after an action the page is drawn again: the app mostly answers right after its acknowledgement. */
const settleMs = 300;
export async function handlePage(slack, request, response, url) {
    if (url.pathname === '/act' && request.method === 'POST')
        return act(slack, request, response);
    if (url.pathname.startsWith('/shared/'))
        return showFile(slack, response, url);
    if (!['/', '/feed'].includes(url.pathname))
        return answerText(response, 404, 'no such page');
    const look = lookOf(slack, url.searchParams);
    const page = url.pathname === '/feed' ? feedHtml(look) : pageHtml(look);
    response.setHeader('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' https:; frame-src 'self'; form-action 'self'; base-uri 'self'");
    answerText(response, 200, page.html, 'text/html');
}
/** What the address names, or the first of each. */
function lookOf(slack, query) {
    const [first] = slack.workspaces.values();
    const workspace = slack.workspaces.get(query.get('team') ?? '') ?? first;
    if (!workspace)
        throw new Error('There is no workspace to show');
    const [someone] = [...workspace.members.values()].filter(({ isBot }) => !isBot);
    const user = memberNamed(workspace, query.get('as') ?? someone?.name ?? '');
    const place = query.get('place') ?? [...workspace.channels.values()][0]?.name ?? 'dm';
    return {
        slack,
        workspace,
        user,
        place,
        channel: place === 'dm' ? directMessages(workspace, user.id) : channelNamed(workspace, place),
        thread: query.get('thread') || undefined,
        note: query.get('note') ?? '',
    };
}
async function act(slack, request, response) {
    const form = new URLSearchParams((await readBody(request)).toString());
    // Forms of other sites have no business here.
    const { origin } = request.headers;
    if (origin !== undefined && new URL(origin).host !== request.headers.host)
        return answerText(response, 403, 'not from this page');
    const look = lookOf(slack, form);
    let note = '';
    try {
        const ack = await perform(look, form);
        if (ack && !ack.ok)
            note = `The app did not take it: ${ack.error ?? ack.status}`;
        await new Promise((resolve) => setTimeout(resolve, settleMs));
    }
    catch (error) {
        note = error instanceof Error ? error.message : String(error);
    }
    const address = `${addressOf(look)}${note ? `&note=${encodeURIComponent(note)}` : ''}`;
    response.writeHead(303, { location: address });
    response.end();
}
async function perform(look, form) {
    const { slack, workspace, user, place, thread } = look;
    const person = slack.user(workspace.id, user.id);
    const what = form.get('what') ?? '';
    switch (form.get('do')) {
        case 'write':
            return write(look, form.get('text') ?? '');
        case 'home':
            return person.opensHome();
        case 'press':
            return person.presses(targetOf(look, form), what);
        case 'choose':
            return person.selects(targetOf(look, form), what, form.getAll('choice'));
        case 'submit':
            return person.submits(targetOf(look, form), filledIn(form));
        case 'close':
            return person.closes(targetOf(look, form));
        default:
            throw new Error(`Nothing to do of that name in ${place} ${thread ?? ''}`);
    }
}
function write(look, text) {
    const person = look.slack.user(look.workspace.id, look.user.id);
    const [, command, rest = ''] = /^(\/\S+)\s*([\s\S]*)$/.exec(text) ?? [];
    if (command)
        return person.command(command, rest, look.place);
    if (text.trim() === '')
        throw new Error('Nothing was written');
    return person.says(look.place, text, look.thread ? { thread: look.thread } : {});
}
function targetOf(look, form) {
    const id = form.get('target') ?? '';
    const { workspace, channel, user } = look;
    const home = workspace.homes.get(user.id);
    const found = channel.messages.get(id) ?? workspace.views.get(id) ?? (home?.id === id ? home : undefined);
    if (!found)
        throw new Error('That is gone');
    return found;
}
/** The fields of a view that something stands in, by action_id. */
function filledIn(form) {
    const names = [...new Set(form.keys())].filter((name) => name.startsWith('field:'));
    return Object.fromEntries(names.flatMap((name) => {
        const values = form.getAll(name).filter((value) => value !== '');
        return values.length > 0 ? [[name.slice('field:'.length), values]] : [];
    }));
}
function showFile(slack, response, url) {
    const [, , team = '', id = ''] = url.pathname.split('/');
    const file = slack.workspaces.get(team)?.files.get(id);
    if (!file?.content) {
        answerText(response, 404, 'no such file');
        return;
    }
    const type = mediaTypeOf(file.name);
    const isPicture = type.startsWith('image/');
    response.writeHead(200, {
        'content-type': type,
        'x-content-type-options': 'nosniff',
        ...(isPicture
            ? {}
            : { 'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}` }),
    });
    response.end(file.content);
}
//# sourceMappingURL=page.js.map