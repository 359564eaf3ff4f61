const weekdays = ["Sundays", "Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays"];
const nicknames: Readonly<Record<string, string>> = {
  "@hourly": "0 * * * *",
  "@daily": "0 0 * * *",
  "@weekly": "0 0 * * 0",
  "@monthly": "0 0 1 * *",
};

/** A usual cron of five fields in words ("daily at 07:30", "every 6 hours at :15"); any other as it is written. */
export function cronWords(cron: string): string {
  const fields = (nicknames[cron] ?? cron).trim().split(/\s+/);
  const [minute = "", hour = "", day = "", month = "", weekday = ""] = fields;
  if (fields.length !== 5 || month !== "*") return cron;
  const everyDay = day === "*" && weekday === "*";
  if (everyDay) return throughTheDay(minute, hour) ?? cron;
  const time = timeOf(minute, hour);
  if (time === undefined) return cron;
  if (day === "*" && /^[0-7]$/.test(weekday)) return `${weekdays[Number(weekday)]} at ${time}`;
  if (weekday === "*" && /^\d{1,2}$/.test(day)) return `monthly on day ${Number(day)} at ${time}`;
  return cron;
}

function throughTheDay(minute: string, hour: string): string | undefined {
  if (hour === "*" && minute === "*") return "every minute";
  const minutes = /^\*\/(\d{1,2})$/.exec(minute)?.[1];
  if (hour === "*" && minutes !== undefined) return `every ${Number(minutes)} minutes`;
  if (!/^\d{1,2}$/.test(minute)) return undefined;
  const past = minute.padStart(2, "0");
  if (hour === "*") return `every hour at :${past}`;
  const hours = /^\*\/(\d{1,2})$/.exec(hour)?.[1];
  if (hours !== undefined) return `every ${Number(hours)} hours at :${past}`;
  const time = timeOf(minute, hour);
  return time === undefined ? undefined : `daily at ${time}`;
}

function timeOf(minute: string, hour: string): string | undefined {
  if (!/^\d{1,2}$/.test(minute) || !/^\d{1,2}$/.test(hour)) return undefined;
  return `${hour.padStart(2, "0")}:${minute.padStart(2, "0")}`;
}
