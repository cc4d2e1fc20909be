interface Flatpickr { localize (words: object): void, setDefaults (options: object): void }

/** The calendar that form-js opens for a date; it leaves itself on the window. */
export function calendarInChinese (): void {
  const { flatpickr } = window as unknown as { flatpickr?: Flatpickr }
  const months = Array.from({ length: 12 }, (_, index) => `${index + 1}月`)
  const days = ['日', '一', '二', '三', '四', '五', '六']
  flatpickr?.localize({
    weekdays: { shorthand: days, longhand: days.map((day) => `星期${day}`) }, months: { shorthand: months, longhand: months }, firstDayOfWeek: 1, yearAriaLabel: '年', monthAriaLabel: '月', hourAriaLabel: '时', minuteAriaLabel: '分'
  })
  flatpickr?.setDefaults({ ariaDateFormat: 'Y年n月j日' })
}
