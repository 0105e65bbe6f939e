namespace SmartCity.Protocols.Tests.Fuzz;

/// <summary>Seeded rubbish of several kinds: what a line, a wrong device or an attacker sends.</summary>
internal sealed class FuzzSource(int seed, IReadOnlyList<byte[]> goodFrames)
{
    private readonly Random _random = new(seed);
    private readonly byte[] _alphabet = [.. goodFrames.SelectMany(frame => frame)];

    public byte[] GoodFrame() => goodFrames[_random.Next(goodFrames.Count)];

    public byte[] Rubbish() => _random.Next(5) switch
    {
        0 => Noise(_random.Next(0, 300)),
        1 => OwnBytes(_random.Next(0, 300)),
        2 => Mutated(GoodFrame()),
        3 => Spliced(GoodFrame(), GoodFrame()),
        _ => [.. Mutated(GoodFrame()), .. Noise(_random.Next(0, 20)), .. Spliced(GoodFrame(), GoodFrame())],
    };

    private byte[] Noise(int length)
    {
        byte[] bytes = new byte[length];
        _random.NextBytes(bytes);
        return bytes;
    }

    /// <summary>Bytes that occur in frames get further into a codec than even noise does.</summary>
    private byte[] OwnBytes(int length)
    {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++)
        {
            bytes[i] = _alphabet[_random.Next(_alphabet.Length)];
        }

        return bytes;
    }

    private byte[] Mutated(byte[] frame)
    {
        var bytes = new List<byte>(frame);
        for (int edits = _random.Next(1, 6); edits > 0 && bytes.Count > 0; edits--)
        {
            int at = _random.Next(bytes.Count);
            switch (_random.Next(4))
            {
                case 0: bytes[at] = (byte)_random.Next(256); break;
                case 1: bytes.RemoveAt(at); break;
                case 2: bytes.Insert(at, _alphabet[_random.Next(_alphabet.Length)]); break;
                default: bytes[at] ^= (byte)(1 << _random.Next(8)); break;
            }
        }

        return [.. bytes];
    }

    private byte[] Spliced(byte[] head, byte[] tail) =>
        [.. head.AsSpan(0, _random.Next(head.Length)), .. tail.AsSpan(_random.Next(tail.Length))];
}
