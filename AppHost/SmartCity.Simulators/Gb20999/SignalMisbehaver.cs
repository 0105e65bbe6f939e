using SmartCity.Protocols.Gb20999;

namespace SmartCity.Simulators.Gb20999;

/// <summary>Turns messages into what is written to the line, rightly or wrongly as the options say, seeded.</summary>
internal sealed class SignalMisbehaver(SignalControllerOptions options)
{
    private readonly Lock _lock = new();
    private readonly Random _random = new(options.Seed ^ 0x5EED);
    private readonly SignalMisbehaviour _how = options.Misbehaviour;

    public Framing Framing { get; } = options.Framing ?? (options.Link == SignalLink.Udp ? Framing.Plain : Framing.Escaped);

    public bool LeavesUnanswered() => Happens(_how.Unanswered);

    public IEnumerable<byte[]> Chunks(SignalMessage message)
    {
        if (message.ToBytes(Framing) is not { } frame)
        {
            yield break;
        }

        if (Happens(_how.JunkBefore))
        {
            yield return [0x00, 0xFF, 0x0D, 0x0A];
        }

        for (int times = Happens(_how.SentTwice) ? 2 : 1; times > 0; times--)
        {
            foreach (byte[] chunk in Split(Bend([.. frame])))
            {
                yield return chunk;
            }
        }
    }

    private byte[] Bend(byte[] frame)
    {
        if (Happens(_how.WrongChecksum))
        {
            frame[12] ^= 0x01;
        }

        return Happens(_how.CutShort) ? frame[..(frame.Length / 2)] : frame;
    }

    private IEnumerable<byte[]> Split(byte[] frame) =>
        _how.ByteByByte && options.Link != SignalLink.Udp ? frame.Select(b => new[] { b }) : [frame];

    private bool Happens(double share)
    {
        lock (_lock)
        {
            return share > 0 && _random.NextDouble() < share;
        }
    }
}
