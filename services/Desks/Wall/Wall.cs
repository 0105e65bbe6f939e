using System.Text.Json;
using SmartCity.Desks.Live;

namespace SmartCity.Desks.Wall;

/// <summary>Where a figure comes from, how old it is and how much of it there is. Nothing stands on the wall without it.</summary>
/// <param name="Source">Where from, for example 各县环境监测站.</param>
/// <param name="Oldest">Time of the oldest part that the figure is made of; null when nothing has come.</param>
/// <param name="StaleAfter">Older than this it is greyed by itself.</param>
public sealed record Evidence(Words Source, DateTimeOffset? Oldest, TimeSpan StaleAfter)
{
    /// <summary>How many of those expected have told.</summary>
    public int? Told { get; init; }

    /// <summary>How many are expected.</summary>
    public int? Expected { get; init; }

    /// <summary>What is counted, for example 个县.</summary>
    public Words Of { get; init; } = ("个县", "counties");
}

/// <summary>A figure beside the map and on the first page.</summary>
public interface IFigure : ILiveReading<FigureView>
{
    /// <summary>What it is called.</summary>
    Words Name { get; }

    /// <summary>Module of the right needed to see it.</summary>
    string Module { get; }

    /// <summary>Action of that right.</summary>
    string Action => "read";

    /// <summary>Place among the figures; low ones first.</summary>
    int Order { get; }

    /// <summary>The desk behind it; null for none.</summary>
    string? Address => null;
}

/// <summary>A figure as it is now.</summary>
/// <param name="Value">The figure, written out; <c>—</c> when it is not known.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Tone">How good it is.</param>
/// <param name="Evidence">Where from and how old.</param>
public sealed record FigureView(string Value, Words Unit, Tone Tone, Evidence Evidence)
{
    /// <summary>What it is made of: a few rows beneath.</summary>
    public IReadOnlyList<FigurePart> Parts { get; init; } = [];

    /// <summary>A chart beneath; null for none.</summary>
    public Chart? Chart { get; init; }
}

/// <summary>A row beneath a figure.</summary>
/// <param name="Name">What.</param>
/// <param name="Value">How much.</param>
/// <param name="Tone">How good.</param>
/// <param name="Share">0 to 1, drawn as a bar; null for none.</param>
public sealed record FigurePart(Words Name, string Value, Tone Tone = Tone.Neutral, double? Share = null);

/// <summary>Something drawn on the map.</summary>
public interface IWallLayer : ILiveReading<LayerView>
{
    /// <summary>Its id, kebab-case.</summary>
    string Id { get; }

    /// <summary>What it is called.</summary>
    Words Name { get; }

    /// <summary>Module of the right needed to see it.</summary>
    string Module { get; }

    /// <summary>Action of that right.</summary>
    string Action => "read";

    /// <summary>What lies on top: high ones over low ones.</summary>
    int Order { get; }
}

/// <summary>A layer as it is now.</summary>
/// <param name="Points">Things at places.</param>
/// <param name="Evidence">Where from and how old.</param>
public sealed record LayerView(IReadOnlyList<LayerPoint> Points, Evidence Evidence)
{
    /// <summary>Whole divisions that say something: a link that is down, the air of a county.</summary>
    public IReadOnlyList<LayerDivision> Divisions { get; init; } = [];
}

/// <summary>A thing at a place.</summary>
/// <param name="Id">Its id within the layer.</param>
/// <param name="Longitude">WGS-84, degrees.</param>
/// <param name="Latitude">WGS-84, degrees.</param>
/// <param name="Tone">How it is.</param>
/// <param name="Title">What it is.</param>
/// <param name="Detail">What is to be said of it.</param>
/// <param name="Address">The page of it; null for none.</param>
public sealed record LayerPoint(string Id, double Longitude, double Latitude, Tone Tone, string Title, string? Detail = null, string? Address = null)
{
    /// <summary>A colour of its own where a standard prescribes one (AQI), <c>#rrggbb</c>; null for the tone's.</summary>
    public string? Colour { get; init; }

    /// <summary>A few characters beside it.</summary>
    public string? Label { get; init; }
}

/// <summary>What is said of a whole division.</summary>
/// <param name="Code">GB/T 2260.</param>
/// <param name="Tone">How it is.</param>
/// <param name="Label">A few characters under its name.</param>
public sealed record LayerDivision(string Code, Tone Tone, string Label)
{
    /// <summary>A colour of its own, <c>#rrggbb</c>; null for the tone's.</summary>
    public string? Colour { get; init; }
}

/// <summary>A chart, as ECharts options; colours and fonts come from the theme.</summary>
/// <param name="Options">An object written as JSON, the <c>option</c> of ECharts.</param>
/// <param name="Says">The chart in words, for those who cannot see it.</param>
public sealed record Chart(object Options, Words Says)
{
    private string? written;

    /// <summary>The options as JSON, written once however many pages show them: whether a chart is another one.</summary>
    internal string Written => written ??= JsonSerializer.Serialize(Options);
}
