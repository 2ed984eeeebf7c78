import { html } from './html.js';
const plainOf = (text) => text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
/** Code, bold, italic, struck, links and mentions; anything else as it stands. */
export function mrkdwnHtml(workspace, text) {
    const parts = text.split(/(```[\s\S]*?```|`[^`\n]+`|<[^<>\n]+>|\*[^*\n]+\*|~[^~\n]+~|\b_[^_\n]+_\b)/);
    return html `${parts.map((part) => partHtml(workspace, part))}`;
}
function partHtml(workspace, part) {
    if (/^```[\s\S]*```$/.test(part))
        return html `<pre>${plainOf(part.slice(3, -3))}</pre>`;
    if (/^`[^`]+`$/.test(part))
        return html `<code>${plainOf(part.slice(1, -1))}</code>`;
    if (/^<.+>$/.test(part))
        return angleHtml(workspace, part.slice(1, -1));
    if (/^\*.+\*$/.test(part))
        return html `<b>${mrkdwnHtml(workspace, part.slice(1, -1))}</b>`;
    if (/^~.+~$/.test(part))
        return html `<s>${mrkdwnHtml(workspace, part.slice(1, -1))}</s>`;
    if (/^_.+_$/.test(part))
        return html `<i>${mrkdwnHtml(workspace, part.slice(1, -1))}</i>`;
    return html `${plainOf(part)}`;
}
function angleHtml(workspace, inside) {
    const [target = '', label] = inside.split('|');
    const name = plainOf(label ?? '');
    if (target.startsWith('@'))
        return mentionHtml(`@${nameOf(workspace, target.slice(1)) ?? name}`);
    if (target.startsWith('#'))
        return mentionHtml(`#${workspace.channels.get(target.slice(1))?.name ?? name}`);
    if (target.startsWith('!'))
        return mentionHtml(`@${target.slice(1)}`);
    return linkHtml(plainOf(target), name || plainOf(target));
}
export const nameOf = (workspace, user) => workspace.members.get(user)?.name;
export const mentionHtml = (name) => html `<mark>${name}</mark>`;
export const linkHtml = (url, label) => /^(https?|mailto):/.test(url)
    ? html `<a href="${url}" rel="noreferrer" target="_blank">${label}</a>`
    : html `${label}`;
//# sourceMappingURL=mrkdwn.js.map