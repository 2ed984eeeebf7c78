/** conversations.info, join, open, list, members, history, replies. */
import { findChannel, knownThread, messageAt, needHistory, readScope } from '../access.js';
import { countOf, flagOf, needText, pageOf, textOf } from '../arguments.js';
import { Refusal } from '../errors.js';
import { presentMessage } from '../messages.js';
import { directMessages, isRoot, repliesOf } from '../world.js';
function presentChannel(workspace, channel) {
    const isIm = channel.kind === 'im';
    const [person] = [...channel.members].filter((id) => id !== workspace.bot.id);
    return {
        id: channel.id,
        ...(isIm
            ? { user: person, is_user_deleted: false }
            : { name: channel.name, name_normalized: channel.name }),
        is_channel: channel.kind === 'public',
        is_group: channel.kind === 'private',
        is_im: isIm,
        is_mpim: false,
        is_private: channel.kind !== 'public',
        is_archived: channel.archived,
        ...(isIm ? {} : { is_member: channel.members.has(workspace.bot.id) }),
        context_team_id: workspace.id,
    };
}
const info = (call) => {
    const channel = findChannel(call);
    call.need(readScope(channel.kind));
    return { channel: presentChannel(call.workspace, channel) };
};
const join = (call) => {
    call.need('channels:join');
    const { workspace } = call;
    const channel = findChannel(call);
    if (channel.kind !== 'public')
        throw new Refusal('method_not_supported_for_channel_type');
    if (channel.archived)
        throw new Refusal('is_archived');
    const isNew = !channel.members.has(workspace.bot.id);
    channel.members.add(workspace.bot.id);
    if (isNew)
        call.core.emit(workspace, {
            type: 'member_joined_channel',
            user: workspace.bot.id,
            channel: channel.id,
            channel_type: 'C',
            team: workspace.id,
            event_ts: call.core.newTs(),
        });
    return { channel: presentChannel(workspace, channel) };
};
const open = (call) => {
    call.need('im:write');
    const { workspace, args } = call;
    if (textOf(args, 'channel'))
        return { channel: { id: findChannel(call).id } };
    const users = (textOf(args, 'users') ?? '').split(',');
    if (users[0] === '')
        throw new Refusal('users_list_not_supplied');
    // Of several people at once there is none here.
    if (users.length > 1)
        throw new Refusal('method_not_supported_for_channel_type');
    const user = workspace.members.get(users[0] ?? '');
    if (!user)
        throw new Refusal('user_not_found');
    if (user.isBot)
        throw new Refusal('cannot_dm_bot');
    if (user.deleted)
        throw new Refusal('user_disabled');
    const isKnown = workspace.channels.has(`D${user.id.slice(1)}`);
    const channel = directMessages(workspace, user.id);
    return {
        no_op: isKnown,
        already_open: isKnown,
        channel: flagOf(args, 'return_im') ? presentChannel(workspace, channel) : { id: channel.id },
    };
};
const kinds = {
    public_channel: 'public',
    private_channel: 'private',
    im: 'im',
};
const list = (call) => {
    const { workspace, args } = call;
    const types = (textOf(args, 'types') ?? 'public_channel').split(',').map((type) => type.trim());
    for (const type of types) {
        const kind = kinds[type];
        if (kind)
            call.need(readScope(kind));
        else if (type !== 'mpim')
            throw new Refusal('invalid_types');
    }
    const all = [...workspace.channels.values()].filter((channel) => types.some((type) => kinds[type] === channel.kind) &&
        (channel.kind === 'public' || channel.members.has(workspace.bot.id)) &&
        !(flagOf(args, 'exclude_archived') && channel.archived));
    const page = pageOf(all, args, countOf(args, 'limit', 100, 1000));
    return {
        channels: page.items.map((channel) => presentChannel(workspace, channel)),
        response_metadata: { next_cursor: page.cursor },
    };
};
const members = (call) => {
    const channel = findChannel(call);
    call.need(readScope(channel.kind));
    const page = pageOf([...channel.members], call.args, countOf(call.args, 'limit', 100, 1000));
    return { members: page.items, response_metadata: { next_cursor: page.cursor } };
};
/** Newest first, roots only. */
const history = (call) => {
    const channel = findChannel(call);
    needHistory(call, channel);
    const all = [...channel.messages.values()]
        .filter((message) => message.onlyFor === undefined && (isRoot(message) || message.isBroadcast))
        .reverse();
    return messagePage(call, channel, all, [], 100);
};
/** Oldest first; the root heads every page. A reply's ts shows just that reply. */
const replies = (call) => {
    const channel = findChannel(call);
    needHistory(call, channel);
    const ts = needText(call.args, 'ts');
    const root = knownThread(call, channel, 'thread_not_found', 'ts');
    if (root !== ts)
        return messagePage(call, channel, [], [messageAt(call.args, channel)], 1000);
    const message = channel.messages.get(root);
    return messagePage(call, channel, repliesOf(channel, root), message ? [message] : [], 1000);
};
function messagePage(call, channel, all, head, defaultLimit) {
    const { core, workspace, args } = call;
    const limit = countOf(args, 'limit', defaultLimit, 999);
    const [oldest, latest] = [timeOf(args, 'oldest'), timeOf(args, 'latest')];
    const isWithin = flagOf(args, 'inclusive')
        ? (ts) => !(oldest && ts < oldest) && !(latest && ts > latest)
        : (ts) => !(oldest && ts <= oldest) && !(latest && ts >= latest);
    // As numbers of seconds they are of one length, so text compares as time does.
    const wanted = all.filter(({ ts }) => isWithin(ts));
    const start = startOf(wanted, textOf(args, 'cursor'));
    const space = Math.max(1, limit - head.length);
    const page = wanted.slice(start, start + space);
    const next = wanted[start + space];
    return {
        messages: [...head, ...page].map((message) => presentMessage(core, workspace, channel, message, flagOf(args, 'include_all_metadata'))),
        has_more: next !== undefined,
        ...(next
            ? { response_metadata: { next_cursor: Buffer.from(`next_ts:${next.ts}`).toString('base64') } }
            : {}),
    };
}
function timeOf(args, name) {
    const ts = textOf(args, name);
    if (ts !== undefined && !/^\d+(\.\d+)?$/.test(ts))
        throw new Refusal(`invalid_ts_${name}`);
    return ts;
}
/** A cursor names the message to go on with, so that what is said meanwhile moves nothing. */
function startOf(messages, cursor) {
    if (cursor === undefined)
        return 0;
    const match = /^next_ts:([\d.]+)$/.exec(Buffer.from(cursor, 'base64').toString());
    if (!match)
        throw new Refusal('invalid_cursor');
    const start = messages.findIndex(({ ts }) => ts === match[1]);
    return start < 0 ? messages.length : start;
}
export const conversations = {
    'conversations.info': info,
    'conversations.join': join,
    'conversations.open': open,
    'conversations.list': list,
    'conversations.members': members,
    'conversations.history': history,
    'conversations.replies': replies,
};
//# sourceMappingURL=conversations.js.map