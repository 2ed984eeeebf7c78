/** Composition objects of Block Kit: texts, options, confirmation dialogs, pictures. Limits: docs.slack.dev/reference/block-kit/composition-objects. */
import { all, boolean, byType, isObject, list, matching, object, oneOf, string, where, } from './check.js';
const plain = (max) => object({ required: { text: string({ min: 1, max }) }, optional: { emoji: boolean } });
const mrkdwn = (max) => object({ required: { text: string({ min: 1, max }) }, optional: { verbatim: boolean } });
/** Text without any markup. */
export const plainText = (max) => byType({ plain_text: plain(max) });
export const mrkdwnText = (max) => byType({ mrkdwn: mrkdwn(max) });
export const anyText = (max) => byType({ plain_text: plain(max), mrkdwn: mrkdwn(max) });
export const webAddress = (max) => all(string({ min: 1, max }), (value, at, report) => {
    if (typeof value === 'string' && value && !/^https?:\/\/[^\s/?#]+/.test(value))
        report(at, 'bad_value', 'must be a valid URL');
});
export const actionId = string({ min: 1, max: 255 });
export const blockId = string({ min: 1, max: 255 });
export const userId = matching(/^[UW][A-Z0-9]+$/, 'the id of a user');
export const channelId = matching(/^[CDG][A-Z0-9]+$/, 'the id of a conversation');
export const confirm = object({
    required: { text: anyText(300) },
    optional: {
        title: plainText(100),
        confirm: plainText(30),
        deny: plainText(30),
        style: oneOf('primary', 'danger'),
    },
});
const optionOf = (text, more = {}) => object({
    required: { text, value: string({ min: 1, max: 150 }) },
    optional: { description: plainText(75), ...more },
});
/** Of a select: no markup. */
export const option = optionOf(plainText(75));
/** Of radio buttons and checkboxes: markup is allowed. */
export const markedOption = optionOf(anyText(75), { description: anyText(75) });
/** Of an overflow menu: may be a link. */
export const overflowOption = optionOf(plainText(75), { url: webAddress(3000) });
export const optionGroup = object({
    required: { label: plainText(75), options: list(option, { min: 1, max: 100 }) },
});
/** What is selected at first is, field for field, one of the options. */
export const initialIsAnOption = where((fields, at, report) => {
    const { option_groups: groups } = fields;
    const options = [
        ...asList(fields.options),
        ...asList(groups).flatMap((group) => (isObject(group) ? asList(group.options) : [])),
    ].map(canonical);
    for (const name of ['initial_option', 'initial_options']) {
        const chosen = fields[name];
        for (const each of chosen === undefined ? [] : Array.isArray(chosen) ? chosen : [chosen])
            if (!options.includes(canonical(each)))
                report(`${at}/${name}`, 'bad_value', `${name} must be one of the options`);
    }
});
/** Just one of the two. */
export const eitherOr = (one, other) => where((fields, at, report) => {
    const given = [fields[one], fields[other]].filter((each) => each !== undefined);
    if (given.length === 0)
        report(at, 'missing_field', `must define either \`${one}\` or \`${other}\``);
    if (given.length === 2)
        report(at, 'not_allowed_here', `must define only one of \`${one}\` and \`${other}\``);
});
export const slackFile = all(object({ optional: { id: matching(/^F[A-Z0-9]+$/, 'the id of a file'), url: webAddress(3000) } }), eitherOr('id', 'url'));
/** The fields that every picture has, block or element. */
export const pictureFields = {
    required: { alt_text: string({ min: 1, max: 2000 }) },
    optional: { image_url: webAddress(3000), slack_file: slackFile },
};
export const imageElement = byType({
    image: all(object(pictureFields), eitherOr('image_url', 'slack_file')),
});
export const dispatchConfig = object({
    optional: {
        trigger_actions_on: list(oneOf('on_enter_pressed', 'on_character_entered'), { min: 1, max: 2 }),
    },
});
export const conversationFilter = all(object({
    optional: {
        include: list(oneOf('im', 'mpim', 'private', 'public'), { min: 1 }),
        exclude_external_shared_channels: boolean,
        exclude_bot_users: boolean,
    },
}), where((fields, at, report) => {
    if (Object.keys(fields).length === 0)
        report(at, 'missing_field', 'must define at least one property');
}));
export const asList = (value) => (Array.isArray(value) ? value : []);
/** The same text for the same content, whatever the order of the fields. */
function canonical(value) {
    if (Array.isArray(value))
        return `[${value.map(canonical).join()}]`;
    if (!isObject(value))
        return JSON.stringify(value) ?? 'null';
    const fields = value;
    return `{${Object.keys(fields)
        .sort()
        .map((key) => `${key}:${canonical(fields[key])}`)
        .join()}}`;
}
//# sourceMappingURL=composition.js.map