/**
 * What Slack refuses in a message or a view, as pure functions. Written from Slack's published limits and those
 * seen in the field, and apart from the adapter's own numbers, so that the two can disagree.
 */
import { homeBlocks, messageBlocks, modalBlocks } from './rules/blocks.js';
import { all, boolean, byType, isObject, list, object, problemsOf, string, where, } from './rules/check.js';
import { asList, plainText } from './rules/composition.js';
export const messageCharacters = 40_000;
/** [docs.slack.dev chat.update: msg_too_long] */
export const updateTextCharacters = 4000;
/** Seen refused from about here on [bolt-js issue 2509: 13,297 in markdown blocks alone]. */
export const blockCharacters = 13_200;
const markdownTextCharacters = 12_000;
/**
 * The problems of a message as an app sends it: the decoded body of chat.postMessage, chat.update,
 * chat.postEphemeral or of a response_url. Unknown arguments of the method itself are ignored, as Slack does.
 */
export function problemsOfMessage(body) {
    return problemsOf(message, body);
}
/** Of a chat.update, whose text may be a tenth as long; empty metadata takes the metadata away. */
export function problemsOfUpdate(body) {
    const { metadata, ...rest } = body;
    const isRemoval = isObject(metadata) && Object.keys(metadata).length === 0;
    const isLong = typeof body.text === 'string' && body.text.length > updateTextCharacters;
    const problems = problemsOfMessage(isRemoval ? rest : body);
    if (!isLong || problems.some(({ code }) => code === 'msg_too_long'))
        return problems;
    const message = `must be less than ${updateTextCharacters + 1} characters`;
    return [...problems, { pointer: '/text', code: 'msg_too_long', message }];
}
/** The problems of a modal or a home tab. */
export function problemsOfView(view) {
    return problemsOf(byType({ modal, home }), view);
}
/** The problems of blocks alone, as a stream's chunks and unfurls carry them. */
export function problemsOfBlocks(blocks, at = '/blocks') {
    return problemsOf(all(messageBlocks, blockLength), blocks, at);
}
/** What counts towards `blockCharacters`. */
export const charactersOfBlocks = (blocks) => countCharacters(blocks);
const message = (value, at, report) => {
    if (!isObject(value))
        return report(at, 'wrong_type', 'must be an object');
    const { text, blocks, attachments, metadata, markdown_text: markdownText } = value;
    if (text !== undefined)
        string({ max: Number.POSITIVE_INFINITY })(text, `${at}/text`, report);
    if (typeof text === 'string' && text.length > messageCharacters)
        report(`${at}/text`, 'msg_too_long', `must be less than ${messageCharacters + 1} characters`);
    if (markdownText !== undefined) {
        string({ min: 1, max: markdownTextCharacters })(markdownText, `${at}/markdown_text`, report);
        if (text || blocks !== undefined)
            report(`${at}/markdown_text`, 'markdown_text_conflict', 'must not be given beside `text` or `blocks`');
    }
    if (blocks !== undefined)
        all(messageBlocks, blockLength)(blocks, `${at}/blocks`, report);
    if (attachments !== undefined)
        list(attachment, { max: 100 })(attachments, `${at}/attachments`, report);
    if (metadata !== undefined)
        metadataRule(metadata, `${at}/metadata`, report);
    const isDeletion = value.delete_original === true || value.delete_original === 'true';
    const hasContent = (typeof text === 'string' && text !== '') ||
        markdownText !== undefined ||
        [blocks, attachments, value.file_ids].some((each) => asList(each).length > 0);
    if (!hasContent && !isDeletion)
        report(at, 'no_text', 'no text, no blocks and no attachments');
};
/** Of old-style attachments only the blocks are checked: nothing else in them is for an app of today. */
const attachment = where((fields, at, report) => {
    if (fields.blocks !== undefined)
        messageBlocks(fields.blocks, `${at}/blocks`, report);
});
function blockLength(value, at, report) {
    const characters = countCharacters(value);
    if (characters > blockCharacters)
        report(at, 'msg_blocks_too_long', `blocks must be less than ${blockCharacters + 1} characters, are ${characters}`);
}
/**
 * How Slack counts is not published. Counted here: every string that a reader meets, links included (a message
 * of 11,341 characters of text alone was refused) [bolt-js issue 2867], but not what only the app sees, and not
 * data tables, whose own limit is larger.
 */
const uncounted = new Set(['type', 'block_id', 'action_id', 'value', 'style', 'align', 'level', 'status']);
function countCharacters(value) {
    if (typeof value === 'string')
        return value.length;
    if (Array.isArray(value))
        return value.reduce((sum, each) => sum + countCharacters(each), 0);
    if (!isObject(value) || value.type === 'data_table')
        return 0;
    return Object.entries(value).reduce((sum, [name, each]) => sum + (uncounted.has(name) && typeof each === 'string' ? 0 : countCharacters(each)), 0);
}
/** Flat values, or objects of flat values [types: MessageMetadata]. */
const metadataRule = (value, at, report) => {
    const refuse = (pointer, words) => report(pointer, 'bad_metadata', words);
    if (!isObject(value))
        return refuse(at, 'must be an object');
    const { event_type: type, event_payload: payload } = value;
    if (typeof type !== 'string' || !/^[A-Za-z0-9][A-Za-z0-9_.:-]{0,254}$/.test(type))
        refuse(`${at}/event_type`, 'must be letters, digits and _ . : -');
    if (!isObject(payload))
        return refuse(`${at}/event_payload`, 'must be an object');
    const isFlat = (each) => ['string', 'number', 'boolean'].includes(typeof each);
    const isFlatObject = (each) => isObject(each) && Object.values(each).every(isFlat);
    for (const [name, each] of Object.entries(payload))
        if (!isFlat(each) && !isFlatObject(each) && !(Array.isArray(each) && each.every(isFlatObject)))
            refuse(`${at}/event_payload/${name}`, 'must be a string, a number, a boolean, or an object of such');
};
const anyView = {
    private_metadata: string({ max: 3000 }),
    callback_id: string({ max: 255 }),
    external_id: string({ max: 255 }),
};
const modal = all(object({
    required: { title: plainText(24), blocks: modalBlocks },
    optional: {
        ...anyView,
        submit: plainText(24),
        close: plainText(24),
        clear_on_close: boolean,
        notify_on_close: boolean,
    },
}), where((fields, at, report) => {
    const hasInput = asList(fields.blocks).some((each) => isObject(each) && each.type === 'input');
    if (hasInput && fields.submit === undefined)
        report(`${at}/submit`, 'missing_field', 'submit is required when an input block is in the view');
}));
const home = object({ required: { blocks: homeBlocks }, optional: anyView });
//# sourceMappingURL=payload-rules.js.map