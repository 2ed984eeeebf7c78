/** One line for whoever did not write in English: what was understood, and that the answer is in English. */
import type { Language } from './language.js'

const notices: Readonly<Record<Exclude<Language, 'en'> | 'unknown', string>> = {
  de: 'Auf Deutsch gelesen; die Antwort ist auf Englisch.',
  es: 'Leído en español; la respuesta está en inglés.',
  fr: 'Lu en français ; la réponse est en anglais.',
  it: 'Letto in italiano; la risposta è in inglese.',
  pt: 'Lido em português; a resposta está em inglês.',
  nl: 'In het Nederlands gelezen; het antwoord is in het Engels.',
  pl: 'Przeczytano po polsku; odpowiedź jest po angielsku.',
  tr: 'Türkçe okundu; yanıt İngilizcedir.',
  ru: 'Прочитано по-русски; ответ на английском.',
  hi: 'हिन्दी में पढ़ा गया; उत्तर अंग्रेज़ी में है।',
  ja: '日本語で読みました。回答は英語です。',
  zh: '已按中文阅读；回答为英文。',
  ko: '한국어로 읽었습니다. 답변은 영어입니다.',
  unknown:
    'The language of the text is not one that is read: numbers, units and names were understood, other words may not be.',
}

/** @returns no line for English */
export const languageNotice = (language: Language | 'unknown'): readonly string[] =>
  language === 'en' ? [] : [notices[language]]
