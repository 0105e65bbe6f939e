using System.Collections.Frozen;

namespace SmartCity.Protocols.Gat1400;

/// <summary>What a path below /VIID names (GA/T 1400.4 chapter 7).</summary>
/// <param name="Collection">The collection.</param>
/// <param name="Id">One object of it, unescaped, or null for the whole.</param>
/// <param name="Part">What of that object: <c>Data</c>, <c>Info</c>, <c>Faces</c>; null for all of it.</param>
public sealed record ViidRoute(ViidCollection Collection, string? Id, string? Part)
{
    private const int LongestPath = 512;

    // Not Enum.TryParse: it takes "7" and "Faces,Persons" too.
    private static readonly FrozenDictionary<string, ViidCollection> ByName =
        Enum.GetValues<ViidCollection>().ToFrozenDictionary(collection => collection.ToString(), StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Reads a path, without regard to case and to a slash at the end. False when it is not below /VIID, names no collection,
    /// or is longer than 512 characters.
    /// </summary>
    public static bool TryParse(string? path, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out ViidRoute? route)
    {
        route = null;
        if (path is null || path.Length > LongestPath || !path.StartsWith('/')) return false;
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length is < 2 or > 4 || !parts[0].Equals("VIID", StringComparison.OrdinalIgnoreCase)) return false;
        if (!ByName.TryGetValue(parts[1], out var collection)) return false;
        route = new(collection, parts.Length > 2 ? Uri.UnescapeDataString(parts[2]) : null, parts.Length > 3 ? parts[3] : null);
        return true;
    }

    /// <summary>
    /// The methods this route takes (GA/T 1400.4 table of resources): a collection is added to, asked, changed and removed
    /// from; one object is asked, changed and removed; its data are put and fetched; notifications are only sent and asked.
    /// </summary>
    public IReadOnlyList<string> Methods => (Collection, Id, Part) switch
    {
        (ViidCollection.SubscribeNotifications or ViidCollection.DispositionNotifications, null, _) => ["POST", "GET", "DELETE"],
        (ViidCollection.SubscribeNotifications or ViidCollection.DispositionNotifications, _, null) => ["GET", "DELETE"],
        // Devices and their places are registered by their keepers, not by whoever calls.
        (ViidCollection.APEs, null, _) => ["POST", "GET", "PUT"],
        (_, null, _) => ["POST", "GET", "PUT", "DELETE"],
        (_, _, null) => ["GET", "PUT", "DELETE"],
        (_, _, "Data") => ["GET", "POST", "DELETE"],
        _ => ["GET", "POST"],
    };
}
