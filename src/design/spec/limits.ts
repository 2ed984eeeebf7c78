/** What a spec may ask for at most: limits that stop the work early, each far above any model that is trained today. */

/** Applications of primitive layers, repetitions unrolled. */
export const maxApplications = 50_000
/** Repetitions of one node. */
export const maxRepeat = 10_000
/** Rank of a low-rank addition. */
export const maxRank = 65_536
/** Blocks inside blocks. */
export const maxDepth = 24
/** Elements of one tensor or weight: beyond it numbers are no longer exact. */
export const maxElements = 2 ** 50
