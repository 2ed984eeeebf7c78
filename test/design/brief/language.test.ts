import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { detectLanguage } from '../../../src/design/brief/language.js'
import { languageNotice } from '../../../src/design/brief/language-notice.js'
import { readBrief } from '../../../src/design/brief/read.js'

const folder = new URL('./corpus/', import.meta.url)
const textsOf = (file: string): string[] =>
  (JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as { text: string }[]).map(({ text }) => text)

describe('the language of a text', () => {
  it.each<readonly [string, string]>([
    ['Vorhersage des Stromverbrauchs für 320 Gebäude', 'de'],
    ['Prognose 20 Filialen, 28 Tage', 'de'],
    ['Previsión de ventas de 85 tiendas', 'es'],
    ["Prévision de la consommation de 40 bâtiments, 24 heures à l'avance", 'fr'],
    ['Classificare immagini di piastrelle in 5 classi', 'it'],
    ['Previsão de vendas para 20 lojas nos próximos 14 dias', 'pt'],
    ['Welke klanten zullen opzeggen?', 'nl'],
    ['Prognoza sprzedaży dla 20 sklepów', 'pl'],
    ['120 mağaza için satış tahmini', 'tr'],
    ['Прогноз продаж, PyTorch, T4, p95 50 ms', 'ru'],
    ['100 दुकानों की बिक्री, PyTorch', 'hi'],
    ['T4 1枚でPyTorchの画像分類', 'ja'],
    ['用PyTorch做图像分类', 'zh'],
    ['PyTorch로 이미지 분류', 'ko'],
    ['Prognos för 20 butiker och deras försäljning, det är inte så svårt', 'unknown'],
    ['تصنيف الصور إلى ثماني فئات', 'unknown'],
    ['Прогноз продажів для 20 крамниць на 30 днів і ще', 'unknown'],
    ['63 days', 'en'],
    ['CPU', 'en'],
    ['', 'en'],
    ['translate 日本 to English for our app', 'en'],
  ])('of "%s" is %s', (text, language) => {
    expect(detectLanguage(text)).toBe(language)
  })

  it('of every English request is English', () => {
    const others = [...textsOf('english.json'), ...textsOf('english-more.json')].filter(
      (text) => detectLanguage(text) !== 'en',
    )
    expect(others).toEqual([])
  })

  it('of every other request is not', () => {
    const files = readdirSync(folder).filter((file) => !file.startsWith('english'))
    const english = files.flatMap(textsOf).filter((text) => detectLanguage(text) === 'en')
    // Indian numerals in an English sentence.
    expect(english.filter((text) => !/UPI/.test(text))).toEqual([])
  })
})

describe('a text in a language that is not read', () => {
  it.each<readonly [string, string]>([
    [
      'Klassificera 5 000 bilder av svampar i 8 klasser, en T4, PyTorch, det ska inte ta mer än 50 ms',
      'vision',
    ],
    ['Prognos för försäljning i 40 butiker, det finns data och vi har ingen GPU', 'time_series'],
  ])('gives what it shares with others: %s', (text, domain) => {
    const { brief, isDesignRequest, language } = readBrief(text)
    expect([language, brief.domain?.value, isDesignRequest]).toEqual(['unknown', domain, true])
  })

  it('is a request where it names a device and a framework', () => {
    const { brief, isDesignRequest } = readBrief('تصنيف الصور باستخدام PyTorch على T4')
    expect(isDesignRequest).toBe(true)
    expect(brief.constraints.framework?.value).toBe('pytorch')
    expect(readBrief('شكرا جزيلا').isDesignRequest).toBe(false)
  })
})

describe('the notice', () => {
  it('is one line, in the language of the text, and none for English', () => {
    expect(languageNotice(readBrief('forecast sales 28 days ahead').language)).toEqual([])
    expect(languageNotice(readBrief('Vorhersage für 20 Filialen').language)).toEqual([
      'Auf Deutsch gelesen; die Antwort ist auf Englisch.',
    ])
    expect(languageNotice(readBrief('300店舗の売上を予測').language)).toEqual([
      '日本語で読みました。回答は英語です。',
    ])
    expect(languageNotice('unknown')[0]).toContain('not one that is read')
  })
})
