namespace SmartCity.Simulators.Gat1400;

/// <summary>Draws what a checkpoint sees: road, car, and a plate one can read.</summary>
internal static class CheckpointPicture
{
    public const int Width = 320, Height = 176;
    public const int PlateWidth = 168, PlateHeight = 48;

    private static readonly (byte R, byte G, byte B) PlateBlue = (16, 64, 200), PlateGreen = (40, 170, 90), White = (250, 250, 250), Black = (10, 10, 10);

    public static byte[] Scene(string plate, (byte R, byte G, byte B) body)
    {
        var canvas = new Canvas(Width, Height);
        for (var y = 0; y < Height; y++)
            canvas.Fill(0, y, Width, 1, y < 60 ? ((byte)(150 + y), (byte)(180 + y), (byte)240) : ((byte)(60 + y / 4), (byte)(60 + y / 4), (byte)(64 + y / 4)));
        for (var y = 64; y < Height; y += 28) canvas.Fill(156, y, 8, 16, White);
        canvas.Fill(90, 70, 140, 30, (30, 40, 50));
        canvas.Fill(70, 98, 180, 52, body);
        canvas.Fill(80, 150, 28, 16, Black);
        canvas.Fill(212, 150, 28, 16, Black);
        DrawPlate(canvas, plate, 122, 126, scale: 1);
        return JpegEncoder.Encode(canvas.Pixels, Width, Height);
    }

    public static byte[] Plate(string plate)
    {
        var canvas = new Canvas(PlateWidth, PlateHeight);
        DrawPlate(canvas, plate, 0, 0, scale: 3);
        return JpegEncoder.Encode(canvas.Pixels, PlateWidth, PlateHeight);
    }

    private static void DrawPlate(Canvas canvas, string plate, int left, int top, int scale)
    {
        var isNewEnergy = plate.Length == 8;
        var pitch = (PlateFont.Columns + 1) * scale;
        canvas.Fill(left, top, (plate.Length * (PlateFont.Columns + 1) + 3) * scale, (PlateFont.Rows + 6) * scale, isNewEnergy ? PlateGreen : PlateBlue);
        for (var i = 0; i < plate.Length; i++)
            for (var column = 0; column < PlateFont.Columns; column++)
                for (var row = 0; row < PlateFont.Rows; row++)
                    if (PlateFont.IsSet(plate[i], column, row))
                        canvas.Fill(left + 2 * scale + i * pitch + column * scale, top + (3 + row) * scale, scale, scale, isNewEnergy ? Black : White);
    }

    private sealed class Canvas(int width, int height)
    {
        public byte[] Pixels { get; } = new byte[width * height * 3];

        public void Fill(int left, int top, int across, int down, (byte R, byte G, byte B) colour)
        {
            for (var y = Math.Max(0, top); y < Math.Min(height, top + down); y++)
                for (var x = Math.Max(0, left); x < Math.Min(width, left + across); x++)
                    (Pixels[(y * width + x) * 3], Pixels[(y * width + x) * 3 + 1], Pixels[(y * width + x) * 3 + 2]) = colour;
        }
    }
}
