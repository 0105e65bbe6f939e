using SmartCity.Simulators.Gat1400;

namespace SmartCity.Simulators.Tests.Gat1400;

public sealed class JpegEncoderTests
{
    [Fact]
    public void A_picture_decodes_to_nearly_what_was_drawn()
    {
        const int width = 32, height = 24;
        var drawn = new byte[width * height * 3];
        for (var i = 0; i < drawn.Length; i += 3)
            (drawn[i], drawn[i + 1], drawn[i + 2]) = ((byte)(i / 3 % width * 8), (byte)(i / 3 / width * 10), (byte)(i / 3 % width < 16 ? 255 : 0));
        var (w, h, rgb) = JpegReader.Read(JpegEncoder.Encode(drawn, width, height, step: 4));
        Assert.Equal((width, height), (w, h));
        Assert.InRange(drawn.Zip(rgb, (was, came) => Math.Abs(was - came)).Average(), 0, 4);
    }

    [Fact]
    public void Black_and_white_extremes_survive()
    {
        foreach (var value in new byte[] { 0, 255 })
        {
            var drawn = Enumerable.Repeat(value, 16 * 8 * 3).ToArray();
            Assert.All(JpegReader.Read(JpegEncoder.Encode(drawn, 16, 8)).Rgb, came => Assert.InRange(Math.Abs(came - value), 0, 3));
        }
    }

    [Fact]
    public void Noise_survives_too()
    {
        var drawn = new byte[64 * 64 * 3];
        new Random(5).NextBytes(drawn);
        var (_, _, rgb) = JpegReader.Read(JpegEncoder.Encode(drawn, 64, 64, step: 4));
        Assert.InRange(drawn.Zip(rgb, (was, came) => Math.Abs(was - came)).Average(), 0, 20);
    }

    [Fact]
    public void A_side_that_is_no_multiple_of_eight_is_named() =>
        Assert.Throws<ArgumentException>(() => JpegEncoder.Encode(new byte[9 * 8 * 3], 9, 8));
}
