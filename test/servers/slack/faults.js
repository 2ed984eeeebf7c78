/** What goes wrong on purpose: the next calls of a method fail in a given way. */
export function createFaults() {
    let faults = [];
    return {
        add(fault) {
            faults.push({ fault, pass: fault.after ?? 0, left: fault.times ?? 1 });
        },
        clear() {
            faults = [];
        },
        take(method, team) {
            for (const each of faults) {
                const { fault } = each;
                if (fault.method !== '*' && fault.method !== method)
                    continue;
                if (fault.team && fault.team !== team)
                    continue;
                if (each.pass > 0) {
                    each.pass -= 1;
                    continue;
                }
                each.left -= 1;
                faults = faults.filter(({ left }) => left > 0);
                return fault.how;
            }
            return undefined;
        },
    };
}
//# sourceMappingURL=faults.js.map