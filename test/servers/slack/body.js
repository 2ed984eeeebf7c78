import { decodeForm } from './arguments.js';
import { Refusal } from './errors.js';
import { isObject } from './rules/check.js';
export async function readBody(request) {
    const parts = [];
    for await (const part of request)
        parts.push(part);
    return Buffer.concat(parts);
}
/** The arguments in a form or in JSON, and those in the address. Throws the refusal. */
export function readFields(request, url, body) {
    const inAddress = decodeForm(url.searchParams);
    if (body.length === 0)
        return inAddress;
    const type = request.headers['content-type'] ?? '';
    if (type.startsWith('application/json'))
        return { ...inAddress, ...readJson(body) };
    if (type.startsWith('application/x-www-form-urlencoded'))
        return { ...inAddress, ...decodeForm(new URLSearchParams(body.toString())) };
    throw new Refusal('invalid_post_type');
}
function readJson(body) {
    let value;
    try {
        value = JSON.parse(body.toString());
    }
    catch {
        throw new Refusal('invalid_json');
    }
    if (!isObject(value))
        throw new Refusal('json_not_object');
    return value;
}
/** The bytes of an upload, sent as they are or as a part of a form. */
export async function readUpload(request, body) {
    const type = request.headers['content-type'] ?? '';
    if (!type.startsWith('multipart/form-data'))
        return body;
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
    for (const [, part] of form) {
        return typeof part === 'string' ? Buffer.from(part) : Buffer.from(await part.arrayBuffer());
    }
    return Buffer.alloc(0);
}
export function answerJson(response, status, content, headers = {}) {
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
    response.end(JSON.stringify(content));
}
export function answerText(response, status, text, type = 'text/plain') {
    response.writeHead(status, { 'content-type': `${type}; charset=utf-8` });
    response.end(text);
}
//# sourceMappingURL=body.js.map