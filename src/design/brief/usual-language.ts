/** In which language texts and speech are where nobody says. */
import type { Brief } from './brief.js'
import { detectLanguage } from './language.js'

/** Most likely that of who asks; English where it cannot be told. A code such as `de`. */
export function usualLanguage({ request }: Brief): string {
  const language = detectLanguage(request)
  return language === 'unknown' ? 'en' : language
}
