using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace SmartCity.Protocols.Cap;

/// <summary>The little languages inside CAP elements: lists with quotes, points, circles, references.</summary>
internal static class CapText
{
    public static string WriteList(ImmutableArray<string> items) =>
        string.Join(' ', items.Select(item => item.Any(char.IsWhiteSpace) ? $"\"{item}\"" : item));

    public static ImmutableArray<string> ReadList(string text)
    {
        var items = ImmutableArray.CreateBuilder<string>();
        var item = new StringBuilder();
        bool quoted = false;
        foreach (char c in text + " ")
        {
            if (c == '"')
            {
                quoted = !quoted;
            }
            else if (!quoted && char.IsWhiteSpace(c))
            {
                if (item.Length > 0)
                {
                    items.Add(item.ToString());
                }

                item.Clear();
            }
            else
            {
                item.Append(c);
            }
        }

        if (item.ToString().Trim() is { Length: > 0 } unclosed)
        {
            items.Add(unclosed);
        }

        return items.ToImmutable();
    }

    public static string WritePoint(CapPoint point) =>
        string.Create(CultureInfo.InvariantCulture, $"{point.Latitude},{point.Longitude}");

    public static string WritePolygon(ImmutableArray<CapPoint> points) => string.Join(' ', points.Select(WritePoint));

    public static string WriteCircle(CapCircle circle) =>
        string.Create(CultureInfo.InvariantCulture, $"{WritePoint(circle.Centre)} {circle.RadiusKilometres}");

    public static string WriteReference(CapReference reference) =>
        $"{reference.Sender},{reference.Identifier},{CapTime.Write(reference.Sent)}";

    public static bool TryReadNumber(string text, out decimal number) => decimal.TryParse(
        text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);

    public static bool TryReadPoint(string text, out CapPoint point)
    {
        point = default;
        string[] parts = text.Split(',');
        if (parts.Length != 2 || !TryReadNumber(parts[0].Trim(), out decimal latitude) || !TryReadNumber(parts[1].Trim(), out decimal longitude))
        {
            return false;
        }

        point = new CapPoint(latitude, longitude);
        return true;
    }

    public static bool TryReadPolygon(string text, out ImmutableArray<CapPoint> points)
    {
        var read = ImmutableArray.CreateBuilder<CapPoint>();
        foreach (string part in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (!TryReadPoint(part, out CapPoint point))
            {
                points = [];
                return false;
            }

            read.Add(point);
        }

        points = read.ToImmutable();
        return points.Length > 0;
    }

    public static bool TryReadCircle(string text, out CapCircle circle)
    {
        circle = default;
        string[] parts = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != 2 || !TryReadPoint(parts[0], out CapPoint centre) || !TryReadNumber(parts[1], out decimal radius))
        {
            return false;
        }

        circle = new CapCircle(centre, radius);
        return true;
    }

    /// <summary>What is wrong with a polygon by CAP 1.2 §3.2.4; null when nothing is.</summary>
    public static string? PolygonFault(ImmutableArray<CapPoint> points) =>
        points.Length < 4 ? $"{points.Length} points, at least 4"
        : points[0] != points[^1] ? "not closed: the last point must be the first"
        : points.Select(PointFault).FirstOrDefault(fault => fault is not null);

    public static string? CircleFault(CapCircle circle) =>
        circle.RadiusKilometres < 0 ? $"radius {circle.RadiusKilometres}, at least 0" : PointFault(circle.Centre);

    private static string? PointFault(CapPoint point) =>
        point is { Latitude: >= -90 and <= 90, Longitude: >= -180 and <= 180 } ? null : $"{WritePoint(point)} is not on the globe";
}
