/**
 * A small shape checker for what apps send: rules are functions that report what is wrong, with the JSON pointer
 * of the place. The wording follows Slack's own ("must be less than 3001 characters").
 */
export const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
/** Characters are counted as UTF-16 units: no source says otherwise, and no other count is larger. */
export const string = (limits = {}) => (value, at, report) => {
    if (typeof value !== 'string')
        return report(at, 'wrong_type', 'must be a string');
    const { min = 0, max } = limits;
    if (value.length < min)
        report(at, 'too_short', `must be more than ${min - 1} characters`);
    if (max !== undefined && value.length > max)
        report(at, 'too_long', `must be less than ${max + 1} characters`);
};
export const matching = (pattern, what) => (value, at, report) => {
    if (typeof value !== 'string')
        report(at, 'wrong_type', 'must be a string');
    else if (!pattern.test(value))
        report(at, 'bad_value', `must be ${what}`);
};
export const boolean = (value, at, report) => {
    if (typeof value !== 'boolean')
        report(at, 'wrong_type', 'must be a boolean');
};
export const number = (limits = {}) => (value, at, report) => {
    if (typeof value !== 'number' || !Number.isFinite(value))
        return report(at, 'wrong_type', 'must be a number');
    if (limits.integer && !Number.isInteger(value))
        report(at, 'wrong_type', 'must be an integer');
    if (limits.min !== undefined && value < limits.min)
        report(at, 'out_of_range', `must be at least ${limits.min}`);
    if (limits.max !== undefined && value > limits.max)
        report(at, 'out_of_range', `must be at most ${limits.max}`);
};
export const oneOf = (...allowed) => (value, at, report) => {
    if (!allowed.includes(value))
        report(at, 'bad_value', `must be one of ${JSON.stringify(allowed)}`);
};
export const list = (item, limits = {}) => (value, at, report) => {
    if (!Array.isArray(value))
        return report(at, 'wrong_type', 'must be an array');
    const { min = 0, max } = limits;
    if (value.length < min)
        report(at, 'too_few', `no less than ${min} items allowed`);
    if (max !== undefined && value.length > max)
        report(at, 'too_many', `no more than ${max} items allowed`);
    for (const [index, each] of value.entries())
        item(each, `${at}/${index}`, report);
};
/** An object with just these fields. `type` is checked by `byType`, so it is always allowed. */
export const object = (fields) => (value, at, report) => {
    if (!isObject(value))
        return report(at, 'wrong_type', 'must be an object');
    const { required = {}, optional = {} } = fields;
    for (const name of Object.keys(required))
        if (value[name] === undefined || value[name] === null)
            report(at, 'missing_field', `missing required field: ${name}`);
    for (const [name, each] of Object.entries(value)) {
        if (name === 'type' || each === undefined)
            continue;
        const rule = own(required, name) ?? own(optional, name);
        if (!rule)
            report(`${at}/${name}`, 'unknown_field', `invalid additional property: ${name}`);
        else if (each !== null || !own(required, name))
            rule(each, `${at}/${name}`, report);
    }
};
/** Chooses the rule by the value's `type`. */
export const byType = (rules) => (value, at, report) => {
    if (!isObject(value))
        return report(at, 'wrong_type', 'must be an object');
    const { type } = value;
    if (typeof type !== 'string')
        return report(at, 'missing_field', 'missing required field: type');
    const rule = own(rules, type);
    if (rule)
        rule(value, at, report);
    else
        report(`${at}/type`, 'unknown_type', `unsupported type: ${type}`);
};
/** All of them. */
export const all = (...rules) => (value, at, report) => {
    for (const rule of rules)
        rule(value, at, report);
};
/** A condition over an object's own fields. */
export const where = (check) => (value, at, report) => {
    if (isObject(value))
        check(value, at, report);
};
export const pick = (rules, ...names) => Object.fromEntries(names.map((name) => {
    const rule = own(rules, name);
    if (!rule)
        throw new Error(`No rule of that name. Received: ${name}`);
    return [name, rule];
}));
/** Runs a rule and collects what it reports. */
export function problemsOf(rule, value, at = '') {
    const problems = [];
    rule(value, at, (pointer, code, message) => problems.push({ pointer, code, message }));
    return problems;
}
const own = (rules, name) => Object.hasOwn(rules, name) ? rules[name] : undefined;
//# sourceMappingURL=check.js.map