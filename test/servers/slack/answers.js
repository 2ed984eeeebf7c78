import { Refusal } from './errors.js';
import { applyResponse } from './interactions.js';
import { openViewsOf, pushView, replaceView } from './methods/views.js';
import { problemsOfView } from './payload-rules.js';
import { isObject } from './rules/check.js';
/** What a command's acknowledgement says is shown to the person. */
export function showAnswer(core, to, ack) {
    const { body } = ack;
    const said = typeof body === 'string' ? { text: body } : isObject(body) ? body : undefined;
    if (!said || Object.keys(said).length === 0)
        return ack;
    return refusedAs(ack, 'invalid_command_response', () => applyResponse(core, to, said));
}
/** A submission closes the view unless the app says otherwise. */
export function takeViewAnswer(core, workspace, view, ack) {
    const answer = isObject(ack.body) ? ack.body : {};
    const next = answer.view;
    return refusedAs(ack, 'invalid_view_response', () => {
        switch (answer.response_action) {
            case undefined:
                view.open = false;
                return;
            case 'clear':
                for (const each of openViewsOf(workspace, view.user))
                    each.open = false;
                return;
            case 'errors':
                return checkErrors(view, answer.errors);
            case 'update':
                return replaceView(core, view, checkedView(next));
            case 'push':
                pushView(core, workspace, view, checkedView(next));
                return;
            default:
                throw new Refusal('invalid_response_action');
        }
    });
}
function checkedView(view) {
    const [problem] = problemsOfView(view);
    if (problem)
        throw new Refusal(`${problem.message} [json-pointer:/view${problem.pointer}]`);
    return view;
}
/** Errors name the blocks they belong to. */
function checkErrors(view, errors) {
    const known = view.view.blocks
        .filter(({ type }) => type === 'input')
        .map((each) => each.block_id);
    const names = isObject(errors) ? Object.keys(errors) : [];
    if (names.length === 0 || names.some((name) => !known.includes(name)))
        throw new Refusal('invalid_errors');
}
function refusedAs(ack, code, act) {
    try {
        act();
        return ack;
    }
    catch (error) {
        if (error instanceof Refusal)
            return { ...ack, ok: false, error: `${code}: ${error.code}` };
        throw error;
    }
}
//# sourceMappingURL=answers.js.map