/** Finding a button or an input the way a person does: by the words on it. */
import { elementsOf, textIn } from './form-state.js';
import { pressed } from './payloads.js';
import { isObject } from './rules/check.js';
/** By action_id, label or value. Throws where there is none, naming those there are. */
export function buttonNamed(blocks, name) {
    const all = elementsOf(blocks).flatMap(({ block, element }) => buttonsIn(block, element));
    const found = all.find(({ action }) => action.action_id === name) ??
        all.find(({ names }) => names.includes(name)) ??
        all.find(({ action }) => action.value === name);
    if (found)
        return found.action;
    throw new Error(`No such button among ${all.map(({ names }) => names[0]).join(', ')}. Received: ${name}`);
}
function buttonsIn(block, element) {
    if (element.type === 'feedback_buttons')
        return [element.positive_button, element.negative_button].filter(isObject).map((each) => ({
            action: pressed(block, element, { text: each.text, value: each.value }),
            names: [textIn(each.text), textIn(each.accessibility_label)],
        }));
    if (element.type === 'button' || element.type === 'icon_button')
        return [
            {
                action: pressed(block, element),
                names: [textIn(element.text), textIn(element.accessibility_label)],
            },
        ];
    return [];
}
/** By the label beside it, its placeholder, action_id or block_id. */
export function chooserNamed(blocks, name) {
    const all = elementsOf(blocks).filter(({ element }) => /(select|buttons|checkboxes|picker|overflow|input)$/.test(String(element.type)));
    const namesOf = ({ block, element }) => [block.label, element.placeholder, block.text, element.action_id, block.block_id].map(textIn);
    const found = all.find((each) => namesOf(each).includes(name));
    if (found)
        return found;
    throw new Error(`Nothing to choose in of that name among ${all.flatMap(namesOf).join(', ')}. Received: ${name}`);
}
//# sourceMappingURL=finding.js.map