namespace SmartCity.Simulators.Gat1400;

/// <summary>Letters and digits of a plate, five columns of seven dots, the lowest bit on top.</summary>
internal static class PlateFont
{
    public const int Columns = 5, Rows = 7;

    private const string Order = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private static readonly byte[] Dots = Convert.FromHexString((
        "3E5149453E 00427F4000 4261514946 2141454B31 1814127F10 2745454539 3C4A494930 0171090503 3649494936 " +
        "064949291E 7E1111117E 7F49494936 3E41414122 7F4141221C 7F49494941 7F09090901 3E4149497A 7F0808087F " +
        "00417F4100 2040413F01 7F08142241 7F40404040 7F020C027F 7F0408107F 3E4141413E 7F09090906 3E4151215E " +
        "7F09192946 4649494931 01017F0101 3F4040403F 1F2040201F 3F4038403F 6314081463 0708700807 6151494543 ").Replace(" ", "", StringComparison.Ordinal));

    /// <summary>True where the character has a dot. What is no letter or digit (湘, 挂) is drawn as a frame.</summary>
    public static bool IsSet(char character, int column, int row)
    {
        var index = Order.IndexOf(character);
        if (index < 0) return column is 0 or Columns - 1 || row is 0 or Rows - 1;
        return (Dots[index * Columns + column] >> row & 1) != 0;
    }
}
