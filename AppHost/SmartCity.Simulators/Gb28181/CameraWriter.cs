using System.Text;
using SmartCity.Protocols.Gb28181.Sip;

namespace SmartCity.Simulators.Gb28181;

/// <summary>Writes messages as badly as a camera is told to.</summary>
internal static class CameraWriter
{
    private static readonly Dictionary<string, string> Letters = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Via"] = "v", ["From"] = "f", ["To"] = "t", ["Call-ID"] = "i", ["Contact"] = "m", ["Content-Type"] = "c", ["Content-Length"] = "l", ["Subject"] = "s", ["Event"] = "o",
    };

    public static byte[] Write(SipMessage message, CameraMisbehaviour misbehaviour)
    {
        var bytes = SipWriter.Write(message);
        var wrong = misbehaviour & (CameraMisbehaviour.LineFeedsOnly | CameraMisbehaviour.CompactHeaders | CameraMisbehaviour.NoContentLength);
        if (wrong == CameraMisbehaviour.None)
            return bytes;
        var headBytes = bytes.Length - message.Body.Length;
        var lines = Encoding.UTF8.GetString(bytes, 0, headBytes).Split("\r\n").Select((line, index) => index == 0 ? line : Line(line, misbehaviour)).OfType<string>();
        var head = string.Join(misbehaviour.HasFlag(CameraMisbehaviour.LineFeedsOnly) ? "\n" : "\r\n", lines);
        return [.. Encoding.UTF8.GetBytes(head), .. message.Body.Span];
    }

    private static string? Line(string line, CameraMisbehaviour misbehaviour)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
            return line;
        var name = line[..colon];
        if (name == SipHeaderNames.ContentLength && misbehaviour.HasFlag(CameraMisbehaviour.NoContentLength))
            return null;
        return misbehaviour.HasFlag(CameraMisbehaviour.CompactHeaders) && Letters.TryGetValue(name, out var letter) ? letter + line[colon..] : line;
    }
}
