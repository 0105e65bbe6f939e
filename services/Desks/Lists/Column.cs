using Microsoft.AspNetCore.Components;

namespace SmartCity.Desks.Lists;

/// <summary>A column of a list.</summary>
/// <param name="Id">Its id, for saved views.</param>
/// <param name="Name">Its head.</param>
/// <param name="Value">What it is sorted by and what goes into exports: a text, a number, a time, a truth.</param>
public sealed record Column<TItem>(string Id, Words Name, Func<TItem, object?> Value)
{
    /// <summary>How it is shown, where <see cref="Value"/> is not what people should read.</summary>
    public Func<TItem, string>? Text { get; init; }

    /// <summary>Drawn instead of the text.</summary>
    public RenderFragment<TItem>? Template { get; init; }

    /// <summary>CSS width, for example <c>9rem</c>; null to share what is left.</summary>
    public string? Width { get; init; }

    /// <summary>Whether it stands to the right, as numbers do.</summary>
    public bool IsNumber { get; init; }

    internal string Shown(TItem item) => Text is not null ? Text(item) : Value(item) switch
    {
        null => "—",
        DateTimeOffset time => Desks.Shown.Show.Short(time),
        IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        var other => other.ToString() ?? "",
    };
}
