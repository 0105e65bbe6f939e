using System.Globalization;

namespace SmartCity.Protocols.Gb28181.Sdp;

/// <summary>Takes the lines of a session description one by one.</summary>
internal sealed class SdpReader
{
    private const int MostMedia = 16;

    private readonly List<(SdpMedia Media, List<string> Attributes)> media = [];
    private readonly List<string> attributes = [];
    private string? version, username, origin, connection, name, uri, ssrc, parameters;
    private long start, stop;

    /// <summary>Whether the line is well formed, or not known and stepped over.</summary>
    public bool Take(char letter, string value)
    {
        switch (letter)
        {
            case 'v': version = value; return true;
            case 's': name = value; return true;
            case 'u': uri = value; return true;
            case 'y': ssrc = value; return true;
            case 'f': parameters = value; return true;
            case 'o': return TakeOrigin(value);
            case 'c': return TakeConnection(value);
            case 't': return TakeTiming(value);
            case 'm': return TakeMedia(value);
            case 'a': (media.Count == 0 ? attributes : media[^1].Attributes).Add(value); return true;
            default: return true;
        }
    }

    public SdpSession? Done()
    {
        if (version != "0" || username is null || name is null)
            return null;
        return new SdpSession
        {
            Username = username,
            Address = connection ?? origin!,
            Name = name,
            Uri = uri,
            Start = start,
            Stop = stop,
            Media = [.. media.Select(entry => entry.Media with { Attributes = entry.Attributes })],
            Attributes = attributes,
            Ssrc = ssrc,
            Parameters = parameters,
        };
    }

    private bool TakeOrigin(string value)
    {
        var parts = Words(value);
        if (parts.Length != 6)
            return false;
        username = parts[0];
        origin = parts[5];
        return true;
    }

    /// <summary>A connection within a media description overrules; with one media stream that is the one that counts.</summary>
    private bool TakeConnection(string value)
    {
        var parts = Words(value);
        if (parts.Length != 3)
            return false;
        connection = parts[2].Split('/')[0];
        return true;
    }

    private bool TakeTiming(string value)
    {
        var parts = Words(value);
        return parts.Length == 2
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out start)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out stop);
    }

    private bool TakeMedia(string value)
    {
        var parts = Words(value);
        if (parts.Length < 4 || media.Count == MostMedia)
            return false;
        if (!ushort.TryParse(parts[1].Split('/')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            return false;
        media.Add((new SdpMedia(parts[0], port, parts[2], parts[3..]), []));
        return true;
    }

    private static string[] Words(string value) => value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
