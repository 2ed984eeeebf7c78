/** What one call of a scikit-learn model costs before it computes anything: its input is checked in Python. */
export const checkedCallMs = { low: 0.1, typical: 1, high: 3 } as const
export const checkedCallSource =
  'measured with scikit-learn 1.9: 0.7 to 1.2 ms for one row, most of it input checks in Python'
/** `1 ms call`. */
export const checkedCallTerm = `${checkedCallMs.typical} ms call`
export const checkedCall = { milliseconds: checkedCallMs, term: checkedCallTerm } as const
