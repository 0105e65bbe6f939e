using System.Buffers.Binary;

namespace SmartCity.Simulators.Gat1400;

/// <summary>
/// A baseline JPEG encoder (ITU-T T.81), small rather than thrifty: three components without subsampling, one quantisation
/// table, and Huffman tables whose codes are all of one length. Any decoder reads it.
/// </summary>
internal static class JpegEncoder
{
    private static readonly byte[] ZigZag =
    [
        0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
        35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
    ];

    // Run 0..15 and size 1..10, the end of block (0x00) and sixteen noughts (0xF0).
    private static readonly byte[] AcSymbols =
        [0x00, 0xF0, .. Enumerable.Range(0, 16).SelectMany(run => Enumerable.Range(1, 10).Select(size => (byte)((run << 4) | size)))];

    private static readonly byte[] AcCodes = Codes();
    private static readonly float[,] Cosines = MakeCosines();

    /// <summary>Encodes RGB, three bytes a pixel in rows. Sides are multiples of eight.</summary>
    /// <param name="step">Quantisation step of the finest wave; larger is coarser and shorter.</param>
    public static byte[] Encode(ReadOnlySpan<byte> rgb, int width, int height, int step = 6)
    {
        if (width % 8 != 0 || height % 8 != 0 || rgb.Length != width * height * 3)
            throw new ArgumentException("Expected sides that are multiples of eight and three bytes a pixel.", nameof(rgb));
        var quantisation = Quantisation(step);
        var output = new MemoryStream();
        WriteHeaders(output, width, height, quantisation);
        var bits = new BitWriter(output);
        Span<float> block = stackalloc float[64];
        Span<int> previous = stackalloc int[3];
        for (var y = 0; y < height; y += 8)
            for (var x = 0; x < width; x += 8)
                for (var component = 0; component < 3; component++)
                {
                    Load(rgb, width, x, y, component, block);
                    previous[component] = WriteBlock(bits, block, quantisation, previous[component]);
                }
        bits.Flush();
        output.Write([0xFF, 0xD9]);
        return output.ToArray();
    }

    private static void WriteHeaders(MemoryStream output, int width, int height, byte[] quantisation)
    {
        output.Write([0xFF, 0xD8]);
        Segment(output, 0xE0, [.. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0]);
        Segment(output, 0xDB, [0, .. ZigZag.Select(index => quantisation[index])]);
        Span<byte> size = stackalloc byte[4];
        BinaryPrimitives.WriteUInt16BigEndian(size, (ushort)height);
        BinaryPrimitives.WriteUInt16BigEndian(size[2..], (ushort)width);
        Segment(output, 0xC0, [8, .. size, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0]);
        Segment(output, 0xC4, [0x00, 0, 0, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, .. Enumerable.Range(0, 12).Select(size => (byte)size)]);
        Segment(output, 0xC4, [0x10, 0, 0, 0, 0, 0, 0, 0, (byte)AcSymbols.Length, 0, 0, 0, 0, 0, 0, 0, 0, .. AcSymbols]);
        Segment(output, 0xDA, [3, 1, 0x00, 2, 0x00, 3, 0x00, 0, 63, 0]);
    }

    private static void Segment(MemoryStream output, byte marker, ReadOnlySpan<byte> content)
    {
        output.Write([0xFF, marker, (byte)((content.Length + 2) >> 8), (byte)(content.Length + 2)]);
        output.Write(content);
    }

    // RGB to YCbCr (JFIF), about nought.
    private static void Load(ReadOnlySpan<byte> rgb, int width, int left, int top, int component, Span<float> block)
    {
        for (var i = 0; i < 64; i++)
        {
            var at = ((top + i / 8) * width + left + i % 8) * 3;
            float r = rgb[at], g = rgb[at + 1], b = rgb[at + 2];
            block[i] = component switch
            {
                0 => 0.299f * r + 0.587f * g + 0.114f * b - 128,
                1 => -0.168736f * r - 0.331264f * g + 0.5f * b,
                _ => 0.5f * r - 0.418688f * g - 0.081312f * b,
            };
        }
    }

    private static int WriteBlock(BitWriter bits, Span<float> block, byte[] quantisation, int previousDc)
    {
        Transform(block);
        Span<int> levels = stackalloc int[64];
        for (var i = 0; i < 64; i++) levels[i] = (int)MathF.Round(block[ZigZag[i]] / quantisation[ZigZag[i]]);
        var (size, value) = Magnitude(levels[0] - previousDc);
        bits.Write((uint)size, 4);
        bits.Write(value, size);
        var run = 0;
        for (var i = 1; i < 64; i++)
        {
            if (levels[i] == 0)
            {
                run++;
                continue;
            }
            for (; run > 15; run -= 16) bits.Write(AcCodes[0xF0], 8);
            (size, value) = Magnitude(levels[i]);
            bits.Write(AcCodes[(run << 4) | size], 8);
            bits.Write(value, size);
            run = 0;
        }
        if (run > 0) bits.Write(AcCodes[0x00], 8);
        return levels[0];
    }

    // How many bits a number takes, and those bits; negative ones as T.81 F.1.2.1 wants them.
    private static (int Size, uint Bits) Magnitude(int number)
    {
        var size = 32 - int.LeadingZeroCount(Math.Abs(number));
        return (size, (uint)(number < 0 ? number + (1 << size) - 1 : number));
    }

    private static void Transform(Span<float> block)
    {
        Span<float> rows = stackalloc float[64];
        for (var y = 0; y < 8; y++)
            for (var u = 0; u < 8; u++)
            {
                var sum = 0f;
                for (var x = 0; x < 8; x++) sum += block[y * 8 + x] * Cosines[u, x];
                rows[y * 8 + u] = sum;
            }
        for (var v = 0; v < 8; v++)
            for (var u = 0; u < 8; u++)
            {
                var sum = 0f;
                for (var y = 0; y < 8; y++) sum += rows[y * 8 + u] * Cosines[v, y];
                block[v * 8 + u] = sum;
            }
    }

    private static float[,] MakeCosines()
    {
        var table = new float[8, 8];
        for (var u = 0; u < 8; u++)
            for (var x = 0; x < 8; x++)
                table[u, x] = (u == 0 ? MathF.Sqrt(0.125f) : 0.5f) * MathF.Cos((2 * x + 1) * u * MathF.PI / 16);
        return table;
    }

    // Finer for slow waves, coarser for quick ones; at least 4 so that no level outgrows ten bits.
    private static byte[] Quantisation(int step) =>
        [.. Enumerable.Range(0, 64).Select(i => (byte)Math.Clamp(step + step * (i / 8 + i % 8) / 2, 4, 255))];

    private static byte[] Codes()
    {
        var codes = new byte[256];
        for (var i = 0; i < AcSymbols.Length; i++) codes[AcSymbols[i]] = (byte)i;
        return codes;
    }

    private sealed class BitWriter(MemoryStream output)
    {
        private uint _held;
        private int _count;

        public void Write(uint bits, int count)
        {
            _held = (_held << count) | (bits & ((1u << count) - 1));
            _count += count;
            for (; _count >= 8; _count -= 8) Byte((byte)(_held >> (_count - 8)));
        }

        public void Flush() => Write(0x7F, (8 - _count) % 8);

        private void Byte(byte value)
        {
            output.WriteByte(value);
            if (value == 0xFF) output.WriteByte(0);
        }
    }
}
