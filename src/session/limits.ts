/** How much the store takes (design: nothing a person does may fill Redis). Bytes are of JSON in UTF-8. */
export const maxEventBytes = 64 * 1024
export const maxEntryBytes = 256 * 1024
export const maxSessionBytes = 8 * 1024 * 1024
/** Room beyond the session's limit for the entry that says it is reached. */
export const lastWordsBytes = 64 * 1024
export const maxHeadBytes = 16 * 1024
export const maxUnread = 200
/** How long an event's id is remembered: longer than any platform repeats itself. */
export const dedupeMs = 24 * 3600 * 1000
/** How long a reply waits for the thread it was written in to become known. */
export const parkedMs = 24 * 3600 * 1000
/** 13 months. */
export const usageMs = 400 * 24 * 3600 * 1000
export const requestWindowMs = 3600 * 1000
