/** Reading the arguments of a method, which come as text in a form and as anything in JSON. */
import { Refusal } from './errors.js';
import { isObject } from './rules/check.js';
/** What is JSON inside a form. */
const nested = new Set([
    'attachments',
    'blocks',
    'chunks',
    'event_payload',
    'file_ids',
    'files',
    'loading_messages',
    'metadata',
    'prompts',
    'view',
]);
const malformed = {
    blocks: 'invalid_blocks_format',
    attachments: 'invalid_attachments',
    metadata: 'invalid_metadata_format',
};
/** Decodes a form's fields. Throws the refusal for text that should be JSON. */
export function decodeForm(form) {
    const fields = {};
    for (const [name, text] of form)
        fields[name] = nested.has(name) ? decode(name, text) : text;
    return fields;
}
function decode(name, text) {
    try {
        return JSON.parse(text);
    }
    catch {
        throw new Refusal(malformed[name] ?? 'invalid_arguments');
    }
}
export function textOf(args, name) {
    const value = args[name];
    if (value === undefined || value === null || value === '')
        return undefined;
    if (typeof value === 'string')
        return value;
    if (typeof value === 'number')
        return String(value);
    throw new Refusal('invalid_arguments', {
        response_metadata: { messages: [`[ERROR] must be a string [json-pointer:/${name}]`] },
    });
}
export function needText(args, name) {
    const value = textOf(args, name);
    if (value === undefined)
        throw new Refusal('invalid_arguments', {
            response_metadata: { messages: [`[ERROR] missing required field: ${name}`] },
        });
    return value;
}
export function flagOf(args, name) {
    return [true, 'true', '1', 1].includes(args[name]);
}
/** A whole number within limits. */
export function countOf(args, name, otherwise, max) {
    const value = textOf(args, name);
    if (value === undefined)
        return otherwise;
    const count = Number(value);
    if (!Number.isInteger(count) || count < 1)
        throw new Refusal('invalid_limit');
    return Math.min(count, max);
}
export const objectsOf = (value) => Array.isArray(value) ? value.filter(isObject) : [];
/** Cuts a list into pages. The cursor holds where the next page begins. */
export function pageOf(all, args, limit) {
    const cursor = textOf(args, 'cursor');
    const start = cursor === undefined ? 0 : offsetOf(cursor);
    if (start > all.length)
        throw new Refusal('invalid_cursor');
    const next = start + limit;
    const isMore = next < all.length;
    return {
        items: all.slice(start, next),
        isMore,
        cursor: isMore ? Buffer.from(`next:${next}`).toString('base64') : '',
    };
}
function offsetOf(cursor) {
    const match = /^next:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString());
    if (!match)
        throw new Refusal('invalid_cursor');
    return Number(match[1]);
}
//# sourceMappingURL=arguments.js.map