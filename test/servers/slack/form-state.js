/** What stands in the inputs of a message or a view: the initial values, and what a person put there since. */
import { objectsOf } from './arguments.js';
import { isObject } from './rules/check.js';
const selecting = /^(multi_)?(static|external|users|channels|conversations)_select$/;
const holdsValue = (element) => selecting.test(String(element.type)) ||
    ['checkboxes', 'radio_buttons', 'datepicker', 'timepicker', 'datetimepicker'].includes(String(element.type)) ||
    /input$/.test(String(element.type));
/** Everything that can be pressed or filled in, in order, with its block. */
export function elementsOf(blocks) {
    return objectsOf(blocks).flatMap((block) => [
        ...[block.accessory, block.element].filter(isObject).map((element) => ({ block, element })),
        ...[...objectsOf(block.type === 'carousel' ? [] : block.elements), ...objectsOf(block.actions)].map((element) => ({ block, element })),
        ...elementsOf(block.child_blocks),
        ...(block.type === 'carousel' ? elementsOf(block.elements) : []),
    ]);
}
export const inputsOf = (blocks) => elementsOf(blocks)
    .filter(({ element }) => holdsValue(element))
    .map(({ block, element }) => ({
    blockId: String(block.block_id),
    element,
    names: [block.label, element.placeholder, block.text]
        .map(textIn)
        .concat(String(element.action_id), String(block.block_id)),
    isOptional: block.type !== 'input' || block.optional === true,
}));
/** Throws for a name or an option that is not there: a person could not have chosen it. */
export function checkFilled(blocks, filled) {
    const inputs = inputsOf(blocks);
    for (const name of Object.keys(filled))
        if (!inputs.some(({ names }) => names.includes(name)))
            throw new Error(`Nothing to fill in of that name. Received: ${name}`);
    stateOf(blocks, filled);
}
/** `state.values`. What was filled in of inputs that are gone is left out. */
export function stateOf(blocks, filled = {}) {
    const values = {};
    const inputs = inputsOf(blocks);
    for (const { blockId, element, names } of inputs) {
        const name = names.find((each) => Object.hasOwn(filled, each));
        const value = name === undefined ? undefined : filled[name];
        values[blockId] = { ...values[blockId], [String(element.action_id)]: stateValue(element, value) };
    }
    return values;
}
/** The labels of inputs that must be filled in and are not. */
export function missingIn(blocks, values) {
    return inputsOf(blocks)
        .filter(({ isOptional }) => !isOptional)
        .filter(({ blockId, element }) => {
        const { type: _, ...held } = values[blockId]?.[String(element.action_id)] ?? {};
        return Object.values(held).every((each) => each === null || (Array.isArray(each) && each.length === 0));
    })
        .map(({ names }) => names.find((name) => name !== '') ?? '');
}
function stateValue(element, value) {
    const type = String(element.type);
    const several = value === undefined ? undefined : typeof value === 'string' ? [value] : value;
    const [first] = several ?? [];
    if (type === 'multi_static_select' || type === 'checkboxes' || type === 'multi_external_select')
        return {
            type,
            selected_options: several?.map((each) => optionOf(element, each)) ?? element.initial_options ?? [],
        };
    if (type === 'static_select' || type === 'radio_buttons' || type === 'external_select')
        return {
            type,
            selected_option: first === undefined ? (element.initial_option ?? null) : optionOf(element, first),
        };
    const [field, initial] = plainFields[type] ?? ['value', 'initial_value'];
    if (type.startsWith('multi_'))
        return { type, [field]: several ?? element[initial] ?? [] };
    const held = first ?? element[initial] ?? null;
    return { type, [field]: held === '' ? null : held };
}
const plainFields = {
    users_select: ['selected_user', 'initial_user'],
    multi_users_select: ['selected_users', 'initial_users'],
    channels_select: ['selected_channel', 'initial_channel'],
    multi_channels_select: ['selected_channels', 'initial_channels'],
    conversations_select: ['selected_conversation', 'initial_conversation'],
    multi_conversations_select: ['selected_conversations', 'initial_conversations'],
    datepicker: ['selected_date', 'initial_date'],
    timepicker: ['selected_time', 'initial_time'],
    datetimepicker: ['selected_date_time', 'initial_date_time'],
    rich_text_input: ['rich_text_value', 'initial_value'],
};
/** An option by its label or its value. Options of an external source are the app's to give. */
export function optionOf(element, wanted) {
    const options = [
        ...objectsOf(element.options),
        ...objectsOf(element.option_groups).flatMap((group) => objectsOf(group.options)),
    ];
    const found = options.find((option) => textIn(option.text) === wanted || option.value === wanted);
    if (found)
        return found;
    if (/external/.test(String(element.type)))
        return { text: { type: 'plain_text', text: wanted, emoji: true }, value: wanted };
    const known = options.map((option) => textIn(option.text)).join(', ');
    throw new Error(`No such option among ${known || 'none'}. Received: ${wanted}`);
}
/** The words of a text object. */
export const textIn = (value) => isObject(value) ? String(value.text ?? '') : typeof value === 'string' ? value : '';
//# sourceMappingURL=form-state.js.map