using System.Buffers.Binary;

namespace SmartCity.Simulators.Tests.Gat1400;

/// <summary>A baseline JPEG decoder for the tests, written from ITU-T T.81 without a look at the encoder's tables: three components, no subsampling.</summary>
internal static class JpegReader
{
    private static readonly int[] ZigZag = MakeZigZag();

    public static (int Width, int Height, byte[] Rgb) Read(byte[] file)
    {
        Assert.Equal([0xFF, 0xD8], file[..2]);
        Assert.Equal([0xFF, 0xD9], file[^2..]);
        var quantisation = new int[64];
        var tables = new Dictionary<int, Dictionary<(int Length, int Code), byte>>();
        var (width, height) = (0, 0);
        for (var at = 2; ;)
        {
            Assert.Equal(0xFF, file[at]);
            var (marker, length) = (file[at + 1], BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(at + 2)));
            var content = file.AsSpan(at + 4, length - 2);
            at += 2 + length;
            if (marker == 0xDB) for (var i = 0; i < 64; i++) quantisation[ZigZag[i]] = content[1 + i];
            if (marker == 0xC4) tables[content[0]] = Huffman(content[1..]);
            if (marker == 0xC0) (height, width) = (BinaryPrimitives.ReadUInt16BigEndian(content[1..]), BinaryPrimitives.ReadUInt16BigEndian(content[3..]));
            if (marker == 0xDA) return (width, height, Scan(file.AsSpan(at, file.Length - 2 - at).ToArray(), width, height, quantisation, tables));
        }
    }

    private static Dictionary<(int, int), byte> Huffman(ReadOnlySpan<byte> content)
    {
        var table = new Dictionary<(int, int), byte>();
        var (code, next) = (0, 16);
        for (var length = 1; length <= 16; length++, code <<= 1)
            for (var i = 0; i < content[length - 1]; i++) table.Add((length, code++), content[next++]);
        Assert.Equal(content.Length, next);
        return table;
    }

    private static byte[] Scan(byte[] data, int width, int height, int[] quantisation, Dictionary<int, Dictionary<(int, int), byte>> tables)
    {
        var bits = new Bits(data);
        var rgb = new byte[width * height * 3];
        var previous = new int[3];
        for (var y = 0; y < height; y += 8)
            for (var x = 0; x < width; x += 8)
            {
                var parts = new double[3][];
                for (var component = 0; component < 3; component++)
                {
                    var block = new int[64];
                    block[0] = previous[component] += bits.Signed(bits.Symbol(tables[0x00]));
                    for (var i = 1; i < 64; i++)
                    {
                        var symbol = bits.Symbol(tables[0x10]);
                        if (symbol == 0) break;
                        i += symbol >> 4;
                        if ((symbol & 15) != 0) block[ZigZag[i]] = bits.Signed(symbol & 15);
                    }
                    parts[component] = Inverse([.. block.Select((level, i) => (double)(level * quantisation[i]))]);
                }
                Paint(rgb, width, x, y, parts);
            }
        return rgb;
    }

    private static double[] Inverse(double[] waves)
    {
        var block = new double[64];
        for (var i = 0; i < 64; i++)
            for (var w = 0; w < 64; w++)
                if (waves[w] != 0)
                    block[i] += waves[w] / 4 * (w % 8 == 0 ? Math.Sqrt(0.5) : 1) * (w / 8 == 0 ? Math.Sqrt(0.5) : 1)
                        * Math.Cos((2 * (i % 8) + 1) * (w % 8) * Math.PI / 16) * Math.Cos((2 * (i / 8) + 1) * (w / 8) * Math.PI / 16);
        return block;
    }

    private static void Paint(byte[] rgb, int width, int left, int top, double[][] parts)
    {
        for (var i = 0; i < 64; i++)
        {
            var at = ((top + i / 8) * width + left + i % 8) * 3;
            var (luma, blue, red) = (parts[0][i] + 128, parts[1][i], parts[2][i]);
            rgb[at] = Byte(luma + 1.402 * red);
            rgb[at + 1] = Byte(luma - 0.344136 * blue - 0.714136 * red);
            rgb[at + 2] = Byte(luma + 1.772 * blue);
        }
    }

    private static byte Byte(double value) => (byte)Math.Clamp(Math.Round(value), 0, 255);

    private static int[] MakeZigZag() =>
        [.. Enumerable.Range(0, 64).OrderBy(i => i % 8 + i / 8).ThenBy(i => (i % 8 + i / 8) % 2 == 0 ? i % 8 : i / 8)];

    private sealed class Bits(byte[] data)
    {
        private int _at, _left, _held;

        private int Next()
        {
            if (_left == 0)
            {
                _held = data[_at++];
                if (_held == 0xFF) Assert.Equal(0, data[_at++]);
                _left = 8;
            }
            return _held >> --_left & 1;
        }

        public byte Symbol(Dictionary<(int, int), byte> table)
        {
            for (int length = 1, code = Next(); ; length++, code = code << 1 | Next())
                if (table.TryGetValue((length, code), out var symbol)) return symbol;
        }

        public int Signed(int size)
        {
            var value = 0;
            for (var i = 0; i < size; i++) value = value << 1 | Next();
            return size > 0 && value < 1 << (size - 1) ? value - (1 << size) + 1 : value;
        }
    }
}
