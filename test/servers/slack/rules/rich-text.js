/** The rich_text block: paragraphs, lists, quotes and code whose text is never read as markup. */
import { boolean, byType, list, number, object, oneOf, string } from './check.js';
import { channelId, userId, webAddress } from './composition.js';
const style = object({
    optional: { bold: boolean, italic: boolean, strike: boolean, code: boolean, underline: boolean },
});
const mentionStyle = object({
    optional: {
        bold: boolean,
        italic: boolean,
        strike: boolean,
        underline: boolean,
        highlight: boolean,
        client_highlight: boolean,
        unlink: boolean,
    },
});
/** A link of rich text may also write a mail or call somebody. */
const linkAddress = (value, at, report) => {
    if (typeof value !== 'string')
        return report(at, 'wrong_type', 'must be a string');
    if (/^(mailto|tel|slack):\S+$/.test(value))
        return;
    webAddress(3000)(value, at, report);
};
const text = object({ required: { text: string({ min: 1 }) }, optional: { style } });
const link = object({
    required: { url: linkAddress },
    optional: { text: string({ min: 1 }), unsafe: boolean, style },
});
const inline = byType({
    text,
    link,
    user: object({ required: { user_id: userId }, optional: { style: mentionStyle } }),
    channel: object({ required: { channel_id: channelId }, optional: { style: mentionStyle } }),
    usergroup: object({ required: { usergroup_id: string({ min: 1 }) }, optional: { style: mentionStyle } }),
    team: object({ required: { team_id: string({ min: 1 }) }, optional: { style: mentionStyle } }),
    broadcast: object({
        required: { range: oneOf('here', 'channel', 'everyone') },
        optional: { style: mentionStyle },
    }),
    emoji: object({
        required: { name: string({ min: 1 }) },
        optional: {
            unicode: string({ min: 1 }),
            url: webAddress(3000),
            skin_tone: number({ min: 1, max: 6 }),
            style,
        },
    }),
    color: object({ required: { value: string({ min: 1 }) }, optional: { style } }),
    date: object({
        required: { timestamp: number({ integer: true }), format: string({ min: 1 }) },
        optional: { url: webAddress(3000), fallback: string({ min: 1 }), style },
    }),
});
const border = oneOf(0, 1);
const section = object({ required: { elements: list(inline, { min: 1 }) } });
const parts = byType({
    rich_text_section: section,
    rich_text_list: object({
        required: {
            style: oneOf('bullet', 'ordered'),
            elements: list(byType({ rich_text_section: section }), { min: 1 }),
        },
        optional: {
            indent: number({ min: 0, max: 8, integer: true }),
            offset: number({ min: 0, integer: true }),
            border,
        },
    }),
    rich_text_quote: object({ required: { elements: list(inline, { min: 1 }) }, optional: { border } }),
    rich_text_preformatted: object({
        required: { elements: list(byType({ text, link }), { min: 1 }) },
        optional: { border },
    }),
});
/** The fields of a rich_text block. Empty parts are refused: what Slack does with them is not published. */
export const richText = object({
    required: { elements: list(parts, { min: 1 }) },
    optional: { block_id: string({ min: 1, max: 255 }) },
});
//# sourceMappingURL=rich-text.js.map