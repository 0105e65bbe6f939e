using System.ComponentModel.DataAnnotations;
using SmartCity.CityManagement.Components;
using SmartCity.CityManagement.Grids;
using SmartCity.CityManagement.WorkingTime;

namespace SmartCity.CityManagement;

/// <summary>Settings of the module, section <c>CityManagement</c>. Paths are taken from the program's folder unless they are whole.</summary>
public sealed class CityManagementOptions
{
    /// <summary>GeoJSON file of the responsibility grids; without it cases are left to the dispatcher until grids are imported.</summary>
    public string? Grids { get; set; }

    /// <summary>CSV file of communities, <c>code,name</c>.</summary>
    public string? Communities { get; set; }

    /// <summary>CSV file of who answers for a grid, <c>grid,id,name</c>.</summary>
    public string? Responsibles { get; set; }

    /// <summary>CSV file of components 部件, loaded at the start when it has changed since it was loaded last.</summary>
    public string? Components { get; set; }

    /// <summary>Calendar of working time; default the sample of this build.</summary>
    [Required]
    public string Calendar { get; set; } = "data/city-management/calendar-2026.json";

    /// <summary>Table of time limits; default the sample of this build.</summary>
    [Required]
    public string Limits { get; set; } = "data/city-management/limits.csv";

    /// <summary>Class of the occurrence that an exceedance of an environmental limit is; two digits.</summary>
    [RegularExpression("[0-9]{2}", ErrorMessage = "CityManagement:ExceedanceClass must be two digits of the classification, for example 06.")]
    public string ExceedanceClass { get; set; } = "06";

    /// <summary>Its sub-class; three digits. The default is an extension of the city's own: the standard has none.</summary>
    [RegularExpression("[0-9]{3}", ErrorMessage = "CityManagement:ExceedanceSubClass must be three digits, for example 999.")]
    public string ExceedanceSubClass { get; set; } = "999";

    /// <summary>How near an earlier case of the same class must be to be proposed as the same, metres.</summary>
    [Range(0, 5000)]
    public double DuplicateMetres { get; set; } = 50;

    /// <summary>How long ago it may have been reported.</summary>
    public TimeSpan DuplicateWithin { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How long the home of a case may take to act on a request of ours.</summary>
    public TimeSpan RequestValidFor { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How often deadlines are looked at.</summary>
    public TimeSpan DeadlinePoll { get; set; } = TimeSpan.FromSeconds(5);

    internal static string Resolve(string path) => Path.IsPathRooted(path) ? path : Path.Combine(AppContext.BaseDirectory, path);

    /// <summary>Every mistake that needs a look at the files.</summary>
    internal static IEnumerable<string> Mistakes(CityManagementOptions options)
    {
        (string Setting, string? Path)[] files = [("Grids", options.Grids), ("Communities", options.Communities), ("Responsibles", options.Responsibles), ("Components", options.Components), ("Calendar", options.Calendar), ("Limits", options.Limits)];
        var missing = files.Where(file => file.Path is not null && !File.Exists(Resolve(file.Path))).ToList();
        foreach (var (setting, path) in missing)
            yield return $"CityManagement:{setting} names {path}, and there is no such file ({Resolve(path!)}).";
        if (missing.Count == 0)
            foreach (var mistake in InFiles(options))
                yield return mistake;
        if (options.DuplicateWithin < TimeSpan.Zero)
            yield return "CityManagement:DuplicateWithin must not be negative.";
        if (options.RequestValidFor <= TimeSpan.Zero)
            yield return "CityManagement:RequestValidFor must be longer than nothing.";
        if (options.DeadlinePoll < TimeSpan.FromMilliseconds(10))
            yield return "CityManagement:DeadlinePoll must be at least 00:00:00.010.";
    }

    private static IEnumerable<string> InFiles(CityManagementOptions options) =>
    [
        .. CalendarFile.TryRead(File.ReadAllText(Resolve(options.Calendar)), out _).Select(mistake => $"CityManagement:Calendar ({options.Calendar}): {mistake}"),
        .. LimitFile.TryRead(File.ReadAllText(Resolve(options.Limits)), out _).Select(mistake => $"CityManagement:Limits ({options.Limits}): {mistake}"),
        .. (GridMaps.FromSettings(options)?.Read("settings", DateTimeOffset.UnixEpoch).Mistakes ?? []).Select(mistake => $"CityManagement:Grids: {mistake}"),
        .. (options.Components is null ? [] : ComponentFile.Read(File.ReadAllText(Resolve(options.Components))).Mistakes).Select(mistake => $"CityManagement:Components ({options.Components}): {mistake}"),
    ];
}
