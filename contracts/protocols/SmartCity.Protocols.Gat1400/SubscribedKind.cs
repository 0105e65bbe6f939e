using System.Globalization;

namespace SmartCity.Protocols.Gat1400;

/// <summary>What a subscription asks for (订阅类别, GA/T 1400.3 annex B); several are sent separated by commas. Open set.</summary>
public enum SubscribedKind
{
    /// <summary>Directory of cases.</summary>
    Cases = 1,

    /// <summary>One case.</summary>
    Case = 2,

    /// <summary>Directory of capturing devices.</summary>
    CaptureDevices = 3,

    /// <summary>States of capturing devices.</summary>
    CaptureDeviceStatuses = 4,

    /// <summary>Directory of capturing systems.</summary>
    CaptureSystems = 5,

    /// <summary>States of capturing systems.</summary>
    CaptureSystemStatuses = 6,

    /// <summary>Directory of checkpoints.</summary>
    Tollgates = 7,

    /// <summary>Records of one checkpoint.</summary>
    TollgateRecords = 8,

    /// <summary>Directory of lanes.</summary>
    Lanes = 9,

    /// <summary>Records of one lane.</summary>
    LaneRecords = 10,

    /// <summary>Persons.</summary>
    Persons = 11,

    /// <summary>Faces.</summary>
    Faces = 12,

    /// <summary>Motor vehicles.</summary>
    MotorVehicles = 13,

    /// <summary>Other vehicles.</summary>
    NonMotorVehicles = 14,

    /// <summary>Articles.</summary>
    Things = 15,

    /// <summary>Files.</summary>
    Files = 16,
}

/// <summary>Reads and writes the comma-separated list.</summary>
public static class SubscribedKinds
{
    /// <summary>Reads <c>12,13</c>: comma, semicolon or blank separated, at most 64 different ones; what is no number is stepped over.</summary>
    public static IReadOnlyList<SubscribedKind> Parse(string? list)
    {
        var kinds = new List<SubscribedKind>();
        foreach (var range in list.AsSpan().SplitAny(',', ';', ' ', '，'))
        {
            if (!int.TryParse(list.AsSpan()[range], NumberStyles.None, CultureInfo.InvariantCulture, out var number)) continue;
            if (!kinds.Contains((SubscribedKind)number)) kinds.Add((SubscribedKind)number);
            if (kinds.Count == 64) break;
        }
        return kinds;
    }

    /// <summary>Writes <c>12,13</c>.</summary>
    public static string Format(IEnumerable<SubscribedKind> kinds) =>
        string.Join(',', kinds.Select(kind => ((int)kind).ToString(CultureInfo.InvariantCulture)));
}
