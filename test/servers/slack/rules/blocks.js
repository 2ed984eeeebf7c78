/** The blocks, and which may stand where. Limits: docs.slack.dev/reference/block-kit/blocks. */
import { all, boolean, byType, isObject, list, object, oneOf, pick, string, where, } from './check.js';
import { anyText, asList, blockId, eitherOr, imageElement, mrkdwnText, pictureFields, plainText, webAddress, } from './composition.js';
import { accessories, actionElements, cardButtons, contextActionElements, inputElements } from './elements.js';
import { richText } from './rich-text.js';
import { checkTablesTogether, dataTable, dataVisualization, table } from './tables.js';
const block = (required, optional = {}) => object({ required, optional: { ...optional, block_id: blockId } });
/** Two elements of one block may not share an action_id; two blocks may. */
const uniqueActions = where((fields, at, report) => {
    const ids = asList(fields.elements).map((each) => (isObject(each) ? each.action_id : undefined));
    for (const [index, id] of ids.entries())
        if (id !== undefined && ids.indexOf(id) < index)
            report(`${at}/elements/${index}/action_id`, 'duplicate', `\`action_id\` ${id} already exists`);
});
const section = all(block({}, {
    text: anyText(3000),
    fields: list(anyText(2000), { min: 1, max: 10 }),
    accessory: accessories,
    expand: boolean,
}), where((fields, at, report) => {
    if (fields.text === undefined && fields.fields === undefined)
        report(at, 'missing_field', 'must define either `text` or `fields`');
}));
const image = all(object({
    required: pictureFields.required,
    optional: { ...pictureFields.optional, title: plainText(2000), block_id: blockId },
}), eitherOr('image_url', 'slack_file'));
const card = all(block({}, {
    hero_image: imageElement,
    icon: imageElement,
    title: mrkdwnText(150),
    subtitle: mrkdwnText(150),
    body: mrkdwnText(200),
    actions: list(cardButtons, { min: 1, max: 3 }),
}), where((fields, at, report) => {
    if (!['hero_image', 'title', 'actions', 'body'].some((name) => fields[name] !== undefined))
        report(at, 'missing_field', 'must define one of `hero_image`, `title`, `actions`, `body`');
}));
const oneRichText = all(byType({ rich_text: richText }), (value, at, report) => {
    if (isObject(value) && asList(value.elements).length > 1)
        report(`${at}/elements`, 'too_many', 'no more than 1 items allowed');
});
const taskCard = block({
    task_id: string({ min: 1 }),
    title: string({ min: 1 }),
    status: oneOf('pending', 'in_progress', 'complete', 'error'),
}, {
    details: oneRichText,
    output: oneRichText,
    sources: list(byType({ url: object({ required: { url: webAddress(3000), text: string({ min: 1 }) } }) })),
});
const plan = all(block({ title: string({ min: 1 }) }, { tasks: list(byType({ task_card: taskCard }), { max: 50 }) }), where((fields, at, report) => {
    const ids = asList(fields.tasks).map((task) => (isObject(task) ? task.task_id : undefined));
    for (const [index, id] of ids.entries())
        if (ids.indexOf(id) < index)
            report(`${at}/tasks/${index}/task_id`, 'duplicate', 'must be unique');
}));
const simple = {
    actions: all(block({ elements: list(actionElements, { min: 1, max: 25 }) }), uniqueActions),
    alert: block({ text: anyText(200) }, { level: oneOf('default', 'info', 'warning', 'error', 'success') }),
    card,
    carousel: block({ elements: list(byType({ card }), { min: 1, max: 10 }) }),
    context: block({
        elements: list(byType({ image: imageElement, plain_text: plainText(3000), mrkdwn: mrkdwnText(3000) }), {
            min: 1,
            max: 10,
        }),
    }),
    context_actions: all(block({ elements: list(contextActionElements, { min: 1, max: 5 }) }), uniqueActions),
    data_table: dataTable,
    data_visualization: dataVisualization,
    divider: block({}),
    header: block({ text: plainText(150) }),
    image,
    input: block({ label: plainText(2000), element: inputElements }, { hint: plainText(2000), optional: boolean, dispatch_action: boolean }),
    markdown: block({ text: string({ min: 1, max: 12_000 }) }),
    plan,
    rich_text: richText,
    section,
    table,
    task_card: taskCard,
    video: block({
        video_url: webAddress(3000),
        thumbnail_url: webAddress(3000),
        alt_text: string({ min: 1, max: 2000 }),
        title: plainText(199),
    }, {
        title_url: webAddress(2000),
        author_name: string({ max: 49 }),
        provider_name: string({ max: 50 }),
        provider_icon_url: webAddress(2000),
        description: plainText(200),
    }),
};
const contained = pick(simple, ...['actions', 'context', 'divider', 'header', 'image', 'input', 'rich_text', 'section', 'table', 'video']);
const container = all(block({ child_blocks: list(byType(contained), { min: 1, max: 10 }) }, {
    title: plainText(150),
    rich_text_title: byType({ rich_text: richText }),
    subtitle: anyText(150),
    width: oneOf('narrow', 'standard', 'wide', 'full'),
    icon: imageElement,
    is_collapsible: boolean,
    default_collapsed: boolean,
    has_header_divider: boolean,
}), where((fields, at, report) => {
    if (fields.title === undefined && fields.rich_text_title === undefined)
        report(at, 'missing_field', 'must define either `title` or `rich_text_title`');
    if (fields.default_collapsed === true && fields.is_collapsible !== true)
        report(`${at}/default_collapsed`, 'not_allowed_here', 'requires is_collapsible');
}));
const byName = { ...simple, container };
/** `file` blocks come from Slack only; `alert` is for modals. */
const inMessages = Object.keys(byName).filter((name) => name !== 'alert');
const inViews = ['actions', 'context', 'divider', 'header', 'image', 'input', 'rich_text', 'section', 'video'];
const placed = (names, place) => {
    const known = byType(byName);
    return (value, at, report) => {
        const type = isObject(value) ? value.type : undefined;
        if (typeof type === 'string' && Object.hasOwn(byName, type) && !names.includes(type))
            return report(`${at}/type`, 'not_allowed_here', `unsupported type in a ${place}: ${type}`);
        known(value, at, report);
    };
};
/** The blocks of a message, 50 at most. */
export const messageBlocks = all(list(placed(inMessages, 'message'), { max: 50 }), together);
export const modalBlocks = all(list(placed([...inViews, 'alert'], 'modal'), { min: 1, max: 100 }), together);
export const homeBlocks = all(list(placed(inViews, 'home tab'), { min: 1, max: 100 }), (value, at, report) => {
    for (const [index, each] of asList(value).entries())
        if (isObject(each) && isObject(each.element) && each.element.type === 'file_input')
            report(`${at}/${index}/element/type`, 'not_allowed_here', 'file_input is for modals');
}, together);
/** What holds over all blocks of one message or view. */
function together(value, at, report) {
    const top = asList(value);
    const placed = top.flatMap((each, index) => {
        const inside = isObject(each) ? asList(each.child_blocks) : [];
        return [
            { block: each, pointer: `${at}/${index}` },
            ...inside.map((block, child) => ({ block, pointer: `${at}/${index}/child_blocks/${child}` })),
        ];
    });
    const blocks = placed.map(({ block }) => block);
    const ids = blocks.map((each) => (isObject(each) ? each.block_id : undefined));
    for (const [index, id] of ids.entries())
        if (id !== undefined && ids.indexOf(id) < index)
            report(`${placed[index]?.pointer}/block_id`, 'duplicate', `\`block_id\` ${id} already exists`);
    checkTablesTogether(blocks, at, report);
    const markdown = blocks.reduce((sum, each) => sum +
        (isObject(each) && each.type === 'markdown' && typeof each.text === 'string' ? each.text.length : 0), 0);
    if (markdown > 12_000)
        report(at, 'too_long', `markdown blocks must be less than 12001 characters together, are ${markdown}`);
    if (countFocused(top) > 1)
        report(at, 'too_many', 'only one element may have focus_on_load');
}
function countFocused(value) {
    if (Array.isArray(value))
        return value.reduce((sum, each) => sum + countFocused(each), 0);
    if (!isObject(value))
        return 0;
    return (value.focus_on_load === true ? 1 : 0) + countFocused(Object.values(value));
}
//# sourceMappingURL=blocks.js.map