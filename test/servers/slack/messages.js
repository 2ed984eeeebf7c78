/** Storing a message and showing it as the Web API and events do. */
import { flagOf, objectsOf, textOf } from './arguments.js';
import { refuseProblems } from './errors.js';
import { presentFile } from './files.js';
import { problemsOfMessage } from './payload-rules.js';
import { isRoot, newId, repliesOf } from './world.js';
/** Adds a message to a channel and tells the app of it. */
export function storeMessage(core, workspace, channel, given) {
    const { sent } = given;
    const message = {
        ts: core.newTs(),
        channel: channel.id,
        user: given.user,
        ...(given.botId ? { botId: given.botId } : {}),
        ...(given.threadTs ? { threadTs: given.threadTs } : {}),
        ...(given.onlyFor === undefined ? {} : { onlyFor: given.onlyFor }),
        ...(given.clientMsgId ? { clientMsgId: given.clientMsgId } : {}),
        isBroadcast: flagOf(sent, 'reply_broadcast'),
        reactions: new Map(),
        ...contentOf(sent),
    };
    const files = [...(given.files ?? []), ...filesLinkedIn(workspace, message)];
    if (files.length > 0) {
        message.files = files;
        for (const id of files)
            workspace.files.get(id)?.shares.push({ channel: channel.id, ts: message.ts });
    }
    channel.messages.set(message.ts, message);
    if (message.onlyFor === undefined)
        core.emit(workspace, messageEvent(core, workspace, channel, message));
    return message;
}
/** What of a message's arguments is its content. */
export function contentOf(sent) {
    const markdown = textOf(sent, 'markdown_text');
    const blocks = markdown ? [{ type: 'markdown', text: markdown }] : objectsOf(sent.blocks);
    return {
        sent,
        text: textOf(sent, 'text') ?? markdown ?? '',
        blocks: blocks.length > 0 ? blocks.map(withIds) : undefined,
        attachments: sent.attachments === undefined ? undefined : objectsOf(sent.attachments),
        metadata: sent.metadata,
    };
}
/** Refuses what Slack would, pictures of unready files included. */
export function checkMessage(core, workspace, sent, problemsOf = problemsOfMessage) {
    refuseProblems([...problemsOf(sent), ...fileProblems(core, workspace, sent.blocks)]);
}
function fileProblems(core, workspace, blocks) {
    return objectsOf(blocks).flatMap((block, index) => {
        const reference = block.slack_file;
        if (typeof reference?.id !== 'string')
            return [];
        const file = workspace.files.get(reference.id);
        const isReady = file?.completedAt !== undefined &&
            !file.deleted &&
            core.now() - file.completedAt >= core.fileProcessingMs &&
            /\.(png|jpe?g|gif)$/i.test(file.name);
        if (isReady)
            return [];
        return [
            { pointer: `/blocks/${index}/slack_file`, code: 'bad_value', message: 'invalid slack file' },
        ];
    });
}
/** Slack names what came without a name. */
export function withIds(block) {
    const named = (element) => {
        const fields = element;
        return typeof fields?.type === 'string' && interactive.test(fields.type) && !fields.action_id
            ? { ...fields, action_id: newId('a') }
            : element;
    };
    const more = {};
    if (Array.isArray(block.elements) && /actions$/.test(String(block.type)))
        more.elements = block.elements.map(named);
    if (block.accessory)
        more.accessory = named(block.accessory);
    if (block.element)
        more.element = named(block.element);
    if (block.child_blocks)
        more.child_blocks = objectsOf(block.child_blocks).map(withIds);
    return { ...block, block_id: block.block_id ?? newId('b'), ...more };
}
const interactive = /(button|buttons|select|input|picker|overflow|checkboxes)$/;
/** A file's permanent link in a message shares the file with it. */
function filesLinkedIn(workspace, message) {
    const words = JSON.stringify([message.text, message.blocks ?? []]);
    const ids = [...words.matchAll(/\/files\/(F[A-Z0-9]+)\//g)].map(([, id]) => id ?? '');
    return [...new Set(ids)].filter((id) => workspace.files.get(id)?.completedAt !== undefined);
}
/** As conversations.history and the answer of chat.postMessage show it. */
export function presentMessage(core, workspace, channel, message, withMetadata = true) {
    const replies = isRoot(message) ? repliesOf(channel, message.ts) : [];
    const { botId, threadTs } = message;
    const root = threadTs ? channel.messages.get(threadTs) : undefined;
    return {
        type: 'message',
        ...(message.isBroadcast && threadTs ? { subtype: 'thread_broadcast' } : {}),
        user: message.user,
        ts: message.ts,
        ...(message.clientMsgId ? { client_msg_id: message.clientMsgId } : {}),
        ...(botId
            ? {
                bot_id: botId,
                app_id: core.app.id,
                bot_profile: {
                    id: botId,
                    app_id: core.app.id,
                    user_id: workspace.bot.id,
                    name: core.app.name,
                    deleted: false,
                    team_id: workspace.id,
                },
            }
            : {}),
        text: message.text,
        team: workspace.id,
        ...(message.blocks ? { blocks: message.blocks } : {}),
        ...(message.attachments ? { attachments: message.attachments } : {}),
        ...(message.files
            ? {
                files: message.files.flatMap((id) => {
                    const file = workspace.files.get(id);
                    return file ? [presentFile(core, workspace, file)] : [];
                }),
            }
            : {}),
        ...(withMetadata && message.metadata ? { metadata: message.metadata } : {}),
        ...(message.editedTs ? { edited: { user: message.user, ts: message.editedTs } } : {}),
        ...(threadTs || replies.length > 0 ? { thread_ts: threadTs ?? message.ts } : {}),
        ...(root && root !== message ? { parent_user_id: root.user } : {}),
        ...(replies.length > 0
            ? {
                reply_count: replies.length,
                reply_users_count: new Set(replies.map(({ user }) => user)).size,
                reply_users: [...new Set(replies.map(({ user }) => user))],
                latest_reply: replies.at(-1)?.ts,
            }
            : {}),
        ...(message.reactions.size > 0
            ? {
                reactions: [...message.reactions].map(([name, users]) => ({
                    name,
                    users: [...users],
                    count: users.size,
                })),
            }
            : {}),
        ...(message.stream ? { streaming_state: message.stream.state } : {}),
    };
}
const channelTypes = { public: 'channel', private: 'group', im: 'im' };
export const channelType = (channel) => channelTypes[channel.kind];
export function messageEvent(core, workspace, channel, message) {
    return {
        ...presentMessage(core, workspace, channel, message),
        channel: channel.id,
        channel_type: channelType(channel),
        event_ts: message.ts,
    };
}
/** The event of a change, for people's and the bot's own messages alike. */
export function changedEvent(core, workspace, channel, message, previous) {
    const ts = core.newTs();
    return {
        type: 'message',
        subtype: 'message_changed',
        message: presentMessage(core, workspace, channel, message),
        previous_message: previous,
        channel: channel.id,
        hidden: true,
        ts,
        event_ts: ts,
        channel_type: channelType(channel),
    };
}
/** Takes a message away and tells the app. */
export function removeMessage(core, workspace, channel, message) {
    channel.messages.delete(message.ts);
    if (message.onlyFor !== undefined)
        return;
    const ts = core.newTs();
    core.emit(workspace, {
        type: 'message',
        subtype: 'message_deleted',
        deleted_ts: message.ts,
        previous_message: presentMessage(core, workspace, channel, message),
        channel: channel.id,
        hidden: true,
        ts,
        event_ts: ts,
        channel_type: channelType(channel),
    });
}
/**
 * Gives a message new content and tells the app. New text without blocks takes the blocks away; metadata stays
 * unless it is sent; only what people edit, and text, is marked as edited [docs.slack.dev chat.update].
 */
export function changeMessage(core, workspace, channel, message, sent) {
    const previous = presentMessage(core, workspace, channel, message);
    const content = contentOf(sent);
    const isSaid = content.text !== '';
    if (isSaid)
        message.text = content.text;
    if (isSaid || sent.blocks !== undefined)
        message.blocks = content.blocks;
    if (isSaid || sent.attachments !== undefined)
        message.attachments = content.attachments;
    if (content.metadata)
        message.metadata = Object.keys(content.metadata).length === 0 ? undefined : content.metadata;
    if (Array.isArray(sent.file_ids))
        message.files = sent.file_ids.map(String);
    message.sent = sent;
    if (!content.blocks || !message.botId)
        message.editedTs = core.newTs();
    if (message.onlyFor === undefined)
        core.emit(workspace, changedEvent(core, workspace, channel, message, previous));
}
//# sourceMappingURL=messages.js.map