using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace SmartCity.EnvironmentMonitoring.Tests;

/// <summary>
/// A foreign client: a socket and its own idea of HJ 212, written here from the text of the standard and sharing no line with
/// our codec, so that a mistake of ours on both sides cannot hide.
/// </summary>
internal sealed class RawStation : IDisposable
{
    private readonly TcpClient client = new() { NoDelay = true };
    private readonly StringBuilder held = new();

    public static async Task<RawStation> CallAsync(int port)
    {
        var station = new RawStation();
        await station.client.ConnectAsync("127.0.0.1", port);
        return station;
    }

    /// <summary>Frames a segment.</summary>
    public static string Frame(string segment) => $"##{Encoding.UTF8.GetByteCount(segment):0000}{segment}{Crc(segment):X4}\r\n";

    public static ushort Crc(string segment)
    {
        var register = 0xFFFF;
        foreach (var octet in Encoding.UTF8.GetBytes(segment))
        {
            register = register >> 8 ^ octet;
            for (var bit = 0; bit < 8; bit++)
                register = (register & 1) == 1 ? register >> 1 ^ 0xA001 : register >> 1;
        }
        return (ushort)register;
    }

    /// <summary>An upload of one factor's value at a time.</summary>
    public static string Upload(string mn, DateTimeOffset at, string cp, int cn = 2011, int flag = 5, string st = "22", string? qn = null) =>
        Frame($"QN={qn ?? Digits(at, "yyyyMMddHHmmssfff")};ST={st};CN={cn};PW=123456;MN={mn};Flag={flag};CP=&&DataTime={Digits(at)};{cp}&&");

    public static string Digits(DateTimeOffset at, string format = "yyyyMMddHHmmss") => at.ToOffset(TimeSpan.FromHours(8)).ToString(format, CultureInfo.InvariantCulture);

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

    public async Task SendAsync(byte[] bytes) => await client.GetStream().WriteAsync(bytes);

    /// <summary>The next frame the hub sends, its length and check looked at; null when it hung up.</summary>
    public async Task<string?> ReceiveAsync(TimeSpan? patience = null)
    {
        using var giveUp = new CancellationTokenSource(patience ?? TimeSpan.FromSeconds(20));
        var buffer = new byte[4096];
        while (true)
        {
            var text = held.ToString();
            if (text.IndexOf("\r\n", StringComparison.Ordinal) is >= 0 and var end)
            {
                held.Remove(0, end + 2);
                var segment = text[6..(end - 4)];
                Assert.Equal(Frame(segment), text[..(end + 2)]);
                return segment;
            }
            try
            {
                var read = await client.GetStream().ReadAsync(buffer, giveUp.Token);
                if (read == 0)
                    return null;
                held.Append(Encoding.UTF8.GetString(buffer, 0, read));
            }
            catch (IOException)
            {
                return null;
            }
        }
    }

    /// <summary>Whether nothing comes for a while.</summary>
    public async Task<bool> HearsNothingAsync()
    {
        try
        {
            return await ReceiveAsync(TimeSpan.FromMilliseconds(300)) is null;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
    }

    /// <summary>A field of a segment.</summary>
    public static string? Field(string? segment, string name) =>
        segment?.Split(';', '&').Select(field => field.Split('=', 2)).FirstOrDefault(field => field.Length == 2 && field[0] == name)?[1];

    public void Dispose() => client.Dispose();
}
