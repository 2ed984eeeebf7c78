/** Block elements: what can be pressed, chosen or filled in. Limits: docs.slack.dev/reference/block-kit/block-elements. */
import { all, boolean, byType, list, matching, number, object, oneOf, pick, string, where, } from './check.js';
import { actionId, channelId, confirm, conversationFilter, dispatchConfig, eitherOr, imageElement, initialIsAnOption, markedOption, option, optionGroup, overflowOption, plainText, userId, webAddress, } from './composition.js';
import { richText } from './rich-text.js';
const action = { action_id: actionId };
const confirmable = { ...action, confirm };
const chooser = { ...confirmable, focus_on_load: boolean };
const menu = { ...chooser, placeholder: plainText(150) };
const typed = {
    ...action,
    focus_on_load: boolean,
    placeholder: plainText(150),
    dispatch_action_config: dispatchConfig,
};
const several = { max_selected_items: number({ min: 1, integer: true }) };
const label = string({ min: 1, max: 75 });
const style = oneOf('primary', 'danger');
const element = (required, optional) => object({ required, optional });
const staticMenu = (initial) => all(element({}, {
    ...menu,
    options: list(option, { min: 1, max: 100 }),
    option_groups: list(optionGroup, { min: 1, max: 100 }),
    ...initial,
}), eitherOr('options', 'option_groups'), initialIsAnOption);
const feedbackButton = element({ text: plainText(75), value: string({ max: 2000 }) }, { accessibility_label: label });
/** No lower limit above an upper one. */
const inOrder = (low, high) => where((fields, at, report) => {
    const [from, to] = [numberOf(fields, low), numberOf(fields, high)];
    if (from !== undefined && to !== undefined && from > to)
        report(at, 'out_of_range', `${low} must not be above ${high}`);
});
const decimal = matching(/^-?\d+(\.\d+)?$/, 'a number in a string');
const byName = {
    button: element({ text: plainText(75) }, {
        ...confirmable,
        value: string({ max: 2000 }),
        url: webAddress(3000),
        style,
        accessibility_label: label,
    }),
    workflow_button: element({
        text: plainText(75),
        workflow: object({
            required: {
                trigger: object({
                    required: { url: webAddress(3000) },
                    optional: {
                        customizable_input_parameters: list(object({ required: { name: string({ min: 1 }), value: string() } })),
                    },
                }),
            },
        }),
    }, { ...confirmable, style, accessibility_label: label }),
    checkboxes: all(element({ options: list(markedOption, { min: 1, max: 10 }) }, { ...chooser, initial_options: list(markedOption, { min: 1, max: 10 }) }), initialIsAnOption),
    radio_buttons: all(element({ options: list(markedOption, { min: 1, max: 10 }) }, { ...chooser, initial_option: markedOption }), initialIsAnOption),
    overflow: element({ options: list(overflowOption, { min: 1, max: 5 }) }, confirmable),
    static_select: staticMenu({ initial_option: option }),
    multi_static_select: staticMenu({ ...several, initial_options: list(option, { min: 1, max: 100 }) }),
    external_select: element({}, { ...menu, initial_option: option, min_query_length: number({ min: 0, integer: true }) }),
    multi_external_select: element({}, {
        ...menu,
        ...several,
        initial_options: list(option, { min: 1, max: 100 }),
        min_query_length: number({ min: 0, integer: true }),
    }),
    users_select: element({}, { ...menu, initial_user: userId }),
    multi_users_select: element({}, { ...menu, ...several, initial_users: list(userId, { min: 1 }) }),
    channels_select: element({}, { ...menu, initial_channel: channelId, response_url_enabled: boolean }),
    multi_channels_select: element({}, { ...menu, ...several, initial_channels: list(channelId, { min: 1 }) }),
    conversations_select: element({}, {
        ...menu,
        initial_conversation: channelId,
        default_to_current_conversation: boolean,
        filter: conversationFilter,
        response_url_enabled: boolean,
    }),
    multi_conversations_select: element({}, {
        ...menu,
        ...several,
        initial_conversations: list(channelId, { min: 1 }),
        default_to_current_conversation: boolean,
        filter: conversationFilter,
    }),
    datepicker: element({}, { ...menu, initial_date: matching(/^\d{4}-\d{2}-\d{2}$/, 'a date YYYY-MM-DD') }),
    timepicker: element({}, {
        ...menu,
        initial_time: matching(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time HH:mm'),
        timezone: string({ min: 1 }),
    }),
    datetimepicker: element({}, { ...chooser, initial_date_time: number({ min: 1e9, max: 9_999_999_999, integer: true }) }),
    plain_text_input: all(element({}, {
        ...typed,
        initial_value: string({ max: 3000 }),
        multiline: boolean,
        min_length: number({ min: 0, max: 3000, integer: true }),
        max_length: number({ min: 1, max: 3000, integer: true }),
    }), inOrder('min_length', 'max_length'), where((fields, at, report) => {
        const { initial_value: initial, max_length: max } = fields;
        if (typeof initial === 'string' && typeof max === 'number' && initial.length > max)
            report(`${at}/initial_value`, 'too_long', `must be less than ${max + 1} characters`);
    })),
    rich_text_input: all(element({}, {
        ...typed,
        initial_value: byType({ rich_text: richText }),
        min_lines: number({ min: 1, max: 100, integer: true }),
        max_lines: number({ min: 1, max: 100, integer: true }),
    }), inOrder('min_lines', 'max_lines')),
    number_input: all(element({ is_decimal_allowed: boolean }, { ...typed, initial_value: decimal, min_value: decimal, max_value: decimal }), inOrder('min_value', 'max_value')),
    email_text_input: element({}, { ...typed, initial_value: string() }),
    url_text_input: element({}, { ...typed, initial_value: string() }),
    file_input: element({}, {
        ...action,
        filetypes: list(string({ min: 1 }), { min: 1 }),
        max_files: number({ min: 1, max: 10, integer: true }),
    }),
    feedback_buttons: element({ positive_button: feedbackButton, negative_button: feedbackButton }, action),
    icon_button: element({ icon: string({ min: 1 }), text: plainText(75) }, {
        ...confirmable,
        value: string({ max: 2000 }),
        accessibility_label: label,
        visible_to_user_ids: list(userId, { max: 10 }),
    }),
    image: imageElement,
};
const selects = ['static', 'external', 'users', 'channels', 'conversations'].flatMap((kind) => [
    `${kind}_select`,
    `multi_${kind}_select`,
]);
const inBoth = [...selects, 'checkboxes', 'radio_buttons', 'datepicker', 'timepicker'];
/** What may stand in an actions block. */
export const actionElements = byType(pick(byName, ...inBoth, 'button', 'workflow_button', 'overflow', 'datetimepicker', 'rich_text_input'));
/** What may stand beside a section. */
export const accessories = byType(pick(byName, ...inBoth, 'button', 'workflow_button', 'overflow', 'image'));
/** What may be filled in in an input block. */
export const inputElements = byType(pick(byName, ...inBoth, 'datetimepicker', 'plain_text_input', 'rich_text_input', 'number_input', 'email_text_input', 'url_text_input', 'file_input'));
export const contextActionElements = byType(pick(byName, 'feedback_buttons', 'icon_button'));
export const cardButtons = byType(pick(byName, 'button', 'workflow_button'));
function numberOf(fields, name) {
    const value = fields[name];
    return typeof value === 'number' ? value : typeof value === 'string' && value ? Number(value) : undefined;
}
//# sourceMappingURL=elements.js.map