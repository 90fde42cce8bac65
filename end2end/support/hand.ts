// Dates as an official works them out by hand: from the law and the calendar, nothing of the portal's own.
// The days off of 2026 and 2027 as published or foreseen (Bộ luật Lao động 2019, Điều 112; Nghị quyết 28/2026/QH16).
// When the portal is given a later year's, they are to be added here.
const DAYS_OFF = new Set([
  "2026-01-01", "2026-01-02", "2026-02-16", "2026-02-17", "2026-02-18", "2026-02-19", "2026-02-20", "2026-04-27",
  "2026-04-30", "2026-05-01", "2026-08-31", "2026-09-01", "2026-09-02", "2026-11-24",
  "2027-01-01", "2027-02-04", "2027-02-05", "2027-02-08", "2027-02-09", "2027-02-10", "2027-04-16", "2027-04-30",
  "2027-05-03", "2027-09-02", "2027-09-03", "2027-11-24",
]);
/** Saturdays that are worked. */
const MADE_UP = new Set(["2026-01-10", "2026-08-22"]);
/** Working hours, in minutes of the day: 07:00 to 11:30, 13:30 to 17:00. */
const PERIODS = [
  [7 * 60, 11 * 60 + 30],
  [13 * 60 + 30, 17 * 60],
] as const;

/** A moment in Viet Nam: a day as in `2026-11-20`, and the minutes since midnight. */
export interface Moment {
  day: string;
  minute: number;
}

/** Today in Viet Nam, moved by some days, as people type it: `20/11/2026`. */
export function typedDay(days = 0): string {
  return typed(today(days));
}

/** The first day that is worked after some days from today, as people type it. */
export function typedWorkingDay(days: number): string {
  return typed(nextWorked(today(days)));
}

/** This year in Viet Nam, moved by some years. */
export function year(years = 0): number {
  return Number(today().slice(0, 4)) + years;
}

function today(days = 0): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Ho_Chi_Minh" }).format(Date.now() + days * 86_400_000);
}

function typed(day: string): string {
  return day.split("-").reverse().join("/");
}

function time(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}

/** Reads `10:00 26/11/2026`. */
export function moment(text: string): Moment {
  const [, hour, minute, day, month, year] = /(\d\d):(\d\d) (\d\d)\/(\d\d)\/(\d{4})/.exec(text)!;
  return { day: `${year}-${month}-${day}`, minute: Number(hour) * 60 + Number(minute) };
}

/** How pages say a moment: the time, perhaps a weekday, the date. */
export function said(at: Moment): RegExp {
  return new RegExp(`${time(at.minute)} (thứ \\S+, |Chủ nhật, )?${typed(at.day)}`);
}

function isWorked(day: string): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return MADE_UP.has(day) || (weekday !== 0 && weekday !== 6 && !DAYS_OFF.has(day));
}

/** The next day that is worked. */
function nextWorked(day: string): string {
  let next = day;
  do {
    next = new Date(Date.parse(`${next}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  } while (!isWorked(next));
  return next;
}

/** A working day about three weeks from now, as people type it. */
export function typedWorkday(): string {
  return typed(nextWorked(typedDay(20).split("/").reverse().join("-")));
}

/** When what was sent counts as received: at once in working hours, else when the next period begins. */
export function received(sent: Moment): Moment {
  const period = PERIODS.find(([, end]) => sent.minute < end);
  if (!isWorked(sent.day) || !period) return { day: nextWorked(sent.day), minute: PERIODS[0][0] };
  return { day: sent.day, minute: Math.max(sent.minute, period[0]) };
}

/** The same day; what comes after 15:00, the next day that is worked (Nghị định 23/2015, Điều 7; Luật Hộ tịch, Điều 5). */
export function sameDay(sent: Moment): Moment {
  const { day, minute } = received(sent);
  return { day: minute > 15 * 60 ? nextWorked(day) : day, minute: 17 * 60 };
}

/** Working days, of which the first is the day after the receipt (Bộ luật Dân sự 2015, Điều 147). */
export function workingDays(sent: Moment, days: number): Moment {
  return workingHours(sent, days * 8);
}

/** Working hours, counted from the day after the receipt. */
export function workingHours(sent: Moment, hours: number): Moment {
  let { day } = received(sent);
  let left = hours * 60;
  for (;;) {
    day = nextWorked(day);
    for (const [begin, end] of PERIODS) {
      if (left <= end - begin) return { day, minute: begin + left };
      left -= end - begin;
    }
  }
}
