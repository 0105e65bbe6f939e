using SmartCity.CityManagement.WorkingTime;

namespace SmartCity.CityManagement.Tests.WorkingTime;

/// <summary>The data files of the product, found by walking up to the repository; they are part of it, so their absence fails.</summary>
internal static class Files
{
    public static WorkingCalendar Calendar2026 { get; } = CalendarFile.Load(Find("calendar-2026.json"));

    public static string Find(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "services/CityManagement/data", name);
            if (File.Exists(path))
                return path;
        }

        throw new FileNotFoundException($"services/CityManagement/data/{name} is nowhere above {AppContext.BaseDirectory}");
    }

    /// <summary>An instant written as Beijing time, such as <c>2026-11-23 10:00</c>.</summary>
    public static DateTimeOffset Beijing(string text) =>
        DateTimeOffset.Parse(text + " +08:00", System.Globalization.CultureInfo.InvariantCulture).ToUniversalTime();
}
