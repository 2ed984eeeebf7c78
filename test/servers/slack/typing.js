const escaped = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
/** `@ann` → `<@U…>`, `#general` → `<#C…|general>`, `@here` → `<!here>`, an address → `<address>`. */
export function typedText(workspace, text) {
    const words = escaped(text)
        .replace(/(?<![\w.])@([\p{L}\p{N}._-]*[\p{L}\p{N}])/gu, (whole, name) => {
        if (['here', 'channel', 'everyone'].includes(name))
            return `<!${name}>`;
        const member = [...workspace.members.values()].find((each) => each.name === name);
        return member ? `<@${member.id}>` : whole;
    })
        .replace(/(?<![\w&])#([\p{L}\p{N}_-]+)/gu, (whole, name) => {
        const channel = [...workspace.channels.values()].find((each) => each.name === name && each.kind === 'public');
        return channel ? `<#${channel.id}|${name}>` : whole;
    });
    return words.replace(/(?<![<|\w])https?:\/\/[^\s<>]+/g, (url) => `<${url}>`);
}
/** What was typed after a command: escaped, names left as they are. */
export const typedCommand = escaped;
/** The block that the composer sends beside the text. */
export function typedBlocks(workspace, text) {
    const parts = typedText(workspace, text).split(/(<[^<>]+>)/);
    const elements = parts.filter((part) => part !== '').map(elementOf);
    return [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] }];
}
function elementOf(part) {
    const [, user] = /^<@(\w+)>$/.exec(part) ?? [];
    if (user)
        return { type: 'user', user_id: user };
    const [, channel] = /^<#(\w+)\|/.exec(part) ?? [];
    if (channel)
        return { type: 'channel', channel_id: channel };
    const [, range] = /^<!(\w+)>$/.exec(part) ?? [];
    if (range)
        return { type: 'broadcast', range };
    const [, url] = /^<(https?:.+)>$/.exec(part) ?? [];
    if (url)
        return { type: 'link', url: unescaped(url) };
    return { type: 'text', text: unescaped(part) };
}
const unescaped = (text) => text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
//# sourceMappingURL=typing.js.map