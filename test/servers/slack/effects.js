import { isObject } from './rules/check.js';
/**
 * Every mention and link of a message, in its text and its blocks. Text and blocks both count: which of the two
 * a client shows is not the sender's to decide.
 */
export function effectsOf(message) {
    const found = { mentions: [], links: [] };
    const parse = message.sent.parse;
    const isNamed = parse === 'full' || message.sent.link_names === true || message.sent.link_names === 'true';
    readMrkdwn(message.text, '/text', found, { names: isNamed, addresses: parse !== 'none' });
    for (const [index, block] of (message.blocks ?? []).entries())
        readNode(block, `/blocks/${index}`, found);
    for (const [index, attachment] of (message.attachments ?? []).entries())
        readNode({ ...attachment }, `/attachments/${index}`, found);
    return found;
}
function readNode(node, at, found) {
    if (Array.isArray(node)) {
        for (const [index, each] of node.entries())
            readNode(each, `${at}/${index}`, found);
        return;
    }
    if (!isObject(node))
        return;
    const read = readers[String(node.type)];
    if (read)
        read(node, at, found);
    if (typeof node.url === 'string' && node.type !== 'link')
        found.links.push({ url: node.url, at, ...labelOf(node) });
    for (const [name, each] of Object.entries(node))
        if (typeof each === 'object')
            readNode(each, `${at}/${name}`, found);
}
const mention = (kind, field) => (node, at, found) => {
    found.mentions.push({ kind, target: String(node[field]), at });
};
const readers = {
    mrkdwn: (node, at, found) => {
        const isVerbatim = node.verbatim === true;
        readMrkdwn(String(node.text), at, found, { names: false, addresses: !isVerbatim });
    },
    markdown: (node, at, found) => readMarkdown(String(node.text), at, found),
    user: mention('user', 'user_id'),
    channel: mention('channel', 'channel_id'),
    usergroup: mention('usergroup', 'usergroup_id'),
    broadcast: mention('broadcast', 'range'),
    link: (node, at, found) => {
        found.links.push({ url: String(node.url), at, ...labelOf(node) });
    },
};
function labelOf(node) {
    const text = isObject(node.text) ? node.text.text : node.text;
    return typeof text === 'string' ? { label: text } : {};
}
/** `<@U1>`, `<#C1>`, `<!here>`, `<!subteam^S1>`, `<https://a|label>`; bare addresses; names where asked for. */
function readMrkdwn(text, at, found, bare) {
    const rest = text.replace(/<([^<>]*)>/g, (whole, inside) => {
        readAngle(inside, at, found);
        return ' '.repeat(whole.length);
    });
    if (bare.names)
        for (const [, sign, name] of rest.matchAll(/(?<![\w])([@#])([\p{L}\p{N}._-]+)/gu))
            found.mentions.push(namedMention(sign ?? '', name ?? '', at));
    if (bare.addresses)
        for (const [url] of rest.matchAll(/https?:\/\/[^\s<>|]+/g))
            found.links.push({ url, at });
}
function namedMention(sign, name, at) {
    if (sign === '#')
        return { kind: 'channel', target: name, at };
    const isBroadcast = ['here', 'channel', 'everyone'].includes(name);
    return { kind: isBroadcast ? 'broadcast' : 'user', target: name, at };
}
function readAngle(inside, at, found) {
    const [target = '', label] = inside.split('|');
    const [, user] = /^@([UW]\w+)$/.exec(target) ?? [];
    const [, channel] = /^#([CDG]\w+)$/.exec(target) ?? [];
    const [, group] = /^!subteam\^(\w+)$/.exec(target) ?? [];
    const [, everyone] = /^!(here|channel|everyone)$/.exec(target) ?? [];
    if (user)
        found.mentions.push({ kind: 'user', target: user, at });
    else if (channel)
        found.mentions.push({ kind: 'channel', target: channel, at });
    else if (group)
        found.mentions.push({ kind: 'usergroup', target: group, at });
    else if (everyone)
        found.mentions.push({ kind: 'broadcast', target: everyone, at });
    else if (/^(https?:\/\/|mailto:|tel:)/.test(target))
        found.links.push({ url: target, at, ...(label === undefined ? {} : { label }) });
}
/** A markdown block takes Slack's angle brackets too, and Markdown's own links and pictures. */
function readMarkdown(text, at, found) {
    const unescaped = text.replace(/\\[\\`*_{}[\]()#+.!<>|-]/g, '  ');
    const rest = unescaped.replace(/\[([^\]]*)\]\(\s*<?([^)\s>]+)[^)]*\)/g, (whole, label, url) => {
        found.links.push({ url, label, at });
        return ' '.repeat(whole.length);
    });
    readMrkdwn(rest, at, found, { names: false, addresses: true });
}
//# sourceMappingURL=effects.js.map