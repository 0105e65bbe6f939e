using SmartCity.Contracts.Codes;

namespace SmartCity.Contracts.Tests.Codes;

public sealed class PlateTests
{
    [Theory]
    [InlineData("湘D12345", PlateKind.Ordinary)]
    [InlineData("湘d·ab123", PlateKind.Ordinary)]
    [InlineData("湘D 1234警", PlateKind.Police)]
    [InlineData("湘D1234学", PlateKind.DrivingSchool)]
    [InlineData("湘D1234挂", PlateKind.Trailer)]
    [InlineData("湘DD12345", PlateKind.SmallNewEnergy)]
    [InlineData("湘DFA2345", PlateKind.SmallNewEnergy)]
    [InlineData("湘D12345K", PlateKind.LargeNewEnergy)]
    [InlineData("粤Z1234港", PlateKind.HongKong)]
    [InlineData("粤Z1234澳", PlateKind.Macau)]
    [InlineData("湘X1234应", PlateKind.Emergency)]
    [InlineData("湘A1234领", PlateKind.Consulate)]
    public void Its_kind_is_read_from_its_characters(string text, PlateKind kind)
    {
        Assert.Equal(PlateError.None, Plate.TryParse(text, out var plate));
        Assert.Equal(kind, plate!.Kind);
    }

    [Theory]
    [InlineData("", PlateError.Length)]
    [InlineData(null, PlateError.Length)]
    [InlineData("湘D1234", PlateError.Length)]
    [InlineData("湘DD123456", PlateError.Length)]
    [InlineData("D12345", PlateError.Province)]
    [InlineData("香D12345", PlateError.Province)]
    [InlineData("湘I12345", PlateError.IssuingOffice)]
    [InlineData("湘112345", PlateError.IssuingOffice)]
    [InlineData("湘DO1234", PlateError.Serial)]
    [InlineData("湘D警1234", PlateError.Serial)]
    [InlineData("湘D1234港", PlateError.Serial)]
    [InlineData("湘DL12345", PlateError.NewEnergy)]
    [InlineData("湘DD1A345", PlateError.NewEnergy)]
    [InlineData("湘D1234警D", PlateError.NewEnergy)]
    public void The_first_thing_wrong_is_named(string? text, PlateError expected)
    {
        Assert.Equal(expected, Plate.TryParse(text, out var plate));
        Assert.Null(plate);
    }

    [Theory]
    [InlineData("湘DD12345", true)]
    [InlineData("湘DF12345", false)]
    [InlineData("湘D12345E", true)]
    [InlineData("湘D12345G", false)]
    [InlineData("湘D12345", null)]
    public void Propulsion_is_known_of_new_energy_only(string text, bool? electric)
    {
        Plate.TryParse(text, out var plate);
        Assert.Equal(electric, plate!.IsBatteryElectric);
    }

    [Fact]
    public void Its_text_hides_the_serial()
    {
        Plate.TryParse("湘D12345", out var plate);
        Assert.Equal("湘D*****", $"{plate}");
        Assert.Equal("湘D12345", plate!.Reveal());
        Assert.DoesNotContain("12345", System.Text.Json.JsonSerializer.Serialize(plate), StringComparison.Ordinal);
    }
}
