/** HTML by template: what is put in is escaped, unless it is HTML itself. */
const escapes = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
};
export const escapeHtml = (text) => text.replace(/[&<>"']/g, (sign) => escapes[sign] ?? sign);
/** @example html`<b>${name}</b>` */
export function html(texts, ...parts) {
    return {
        html: texts.map((text, index) => text + (index < parts.length ? written(parts[index]) : '')).join(''),
    };
}
function written(part) {
    if (part === undefined || part === false)
        return '';
    if (Array.isArray(part))
        return part.map((each) => each.html).join('');
    return typeof part === 'object' ? part.html : escapeHtml(String(part));
}
//# sourceMappingURL=html.js.map