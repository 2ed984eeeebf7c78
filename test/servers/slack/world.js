/**
 * What the local Slack holds: workspaces with their people, channels, messages, files and views. Plain data and
 * the look-ups over it; who may do what is for the methods.
 */
import { randomBytes } from 'node:crypto';
let serial = 0;
/** Ids look as Slack's do: a letter and capitals. */
export const newId = (prefix) => `${prefix}${(1e7 + serial++).toString(36).toUpperCase()}`;
export const newSecret = () => randomBytes(12).toString('hex');
export function createWorkspace(options) {
    const { id, name = `Team ${id}` } = options;
    const bot = {
        id: options.botUser ?? `U${id}BOT`,
        name: 'ml-architect',
        realName: 'ML Architect',
        isAdmin: false,
        isOwner: false,
        isBot: true,
        tz: 'Etc/UTC',
        deleted: false,
    };
    const people = (options.people ?? ['ann', 'ben']).map((each) => createMember(id, each));
    const workspace = {
        id,
        name,
        domain: name.toLowerCase().replace(/[^a-z0-9]+/g, '-'),
        bot,
        botId: options.botId ?? `B${id}`,
        members: new Map([bot, ...people].map((member) => [member.id, member])),
        channels: new Map(),
        files: new Map(),
        views: new Map(),
        homes: new Map(),
        statuses: new Map(),
        sessions: new Map(),
        titles: new Map(),
        prompts: new Map(),
    };
    for (const each of options.channels ?? ['general'])
        addChannel(workspace, each);
    return workspace;
}
function createMember(team, given) {
    const { name, ...more } = typeof given === 'string' ? { name: given } : given;
    return {
        id: `U${team}${name.toUpperCase().replace(/[^A-Z0-9]/g, '')}`,
        name,
        realName: name.charAt(0).toUpperCase() + name.slice(1),
        isAdmin: false,
        isOwner: false,
        isBot: false,
        tz: 'Europe/Amsterdam',
        deleted: false,
        ...more,
    };
}
export function addChannel(workspace, given) {
    const options = typeof given === 'string' ? { name: given } : given;
    const everyone = [...workspace.members.values()].filter((member) => !member.isBot);
    const members = options.members
        ? options.members.map((name) => memberNamed(workspace, name).id)
        : everyone.map(({ id }) => id);
    const id = options.id ?? `C${workspace.id}${options.name.toUpperCase().replace(/[^A-Z0-9]/g, '')}`;
    const channel = {
        id,
        name: options.name,
        kind: options.kind ?? 'public',
        members: new Set(options.withoutBot ? members : [...members, workspace.bot.id]),
        archived: options.archived ?? false,
        postingRefusal: options.postingRefusal,
        messages: new Map(),
    };
    workspace.channels.set(id, channel);
    return channel;
}
/** The direct messages of a person and the bot; opened where they never spoke. */
export function directMessages(workspace, user) {
    const id = `D${user.slice(1)}`;
    const known = workspace.channels.get(id);
    if (known)
        return known;
    const channel = {
        id,
        name: 'directmessage',
        kind: 'im',
        members: new Set([user, workspace.bot.id]),
        archived: false,
        postingRefusal: undefined,
        messages: new Map(),
    };
    workspace.channels.set(id, channel);
    return channel;
}
/** By id or name. Throws for the caller's mistake: tests name people that exist. */
export function memberNamed(workspace, nameOrId) {
    const found = workspace.members.get(nameOrId) ??
        [...workspace.members.values()].find((member) => member.name === nameOrId);
    if (!found)
        throw new Error(`No such person in ${workspace.id}. Received: ${nameOrId}`);
    return found;
}
/** By id or name, with or without `#`. Throws for the caller's mistake. */
export function channelNamed(workspace, nameOrId) {
    const name = nameOrId.replace(/^#/, '');
    const found = workspace.channels.get(nameOrId) ??
        [...workspace.channels.values()].find((channel) => channel.name === name && channel.kind !== 'im');
    if (!found)
        throw new Error(`No such channel in ${workspace.id}. Received: ${nameOrId}`);
    return found;
}
export const isRoot = (message) => !message.threadTs || message.threadTs === message.ts;
export const repliesOf = (channel, rootTs) => [...channel.messages.values()].filter((message) => message.threadTs === rootTs && message.ts !== rootTs && message.onlyFor === undefined);
/** Whether that person could read the message. */
export const isSeenBy = (message, user) => message.onlyFor === undefined || message.onlyFor === user;
//# sourceMappingURL=world.js.map