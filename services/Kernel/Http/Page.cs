using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace SmartCity.Kernel.Http;

/// <summary>One page of a list.</summary>
/// <param name="Items">The items.</param>
/// <param name="Next">Cursor of the next page, to be passed as <c>after</c>; null at the end.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next)
{
    /// <summary>Makes a page out of one item more than was asked for.</summary>
    /// <param name="items">Up to <paramref name="limit"/> + 1 items.</param>
    /// <param name="limit">How many were asked for.</param>
    /// <param name="cursor">The place of an item in the order of the list.</param>
    public static Page<T> Of(IReadOnlyList<T> items, int limit, Func<T, string> cursor) =>
        items.Count <= limit ? new(items, null) : new([.. items.Take(limit)], Cursor.Write(cursor(items[limit - 1])));
}

/// <summary>Cursors of pages: opaque to callers.</summary>
public static class Cursor
{
    /// <summary>How many items a page has unless the caller says otherwise.</summary>
    public const int DefaultLimit = 50;

    /// <summary>The most items of a page.</summary>
    public const int MaxLimit = 1000;

    /// <summary>Writes a place in a list as a cursor.</summary>
    public static string Write(string place) => Base64UrlEncoder.Encode(place);

    /// <summary>Reads a cursor; null when it is absent or not one.</summary>
    public static string? Read(string? cursor)
    {
        try
        {
            return string.IsNullOrEmpty(cursor) ? null : new UTF8Encoding(false, true).GetString(Base64UrlEncoder.DecodeBytes(cursor));
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Brings a wish for a page's length into bounds.</summary>
    public static int Limit(int? wanted) => Math.Clamp(wanted ?? DefaultLimit, 1, MaxLimit);
}
