using SmartCity.CityManagement.Desk.Parts;
using SmartCity.CityManagement.Grids;
using SmartCity.Contracts.Codes;

namespace SmartCity.CityManagement.Tests.Desk;

public sealed class PlaceDrawingTests
{
    private static readonly Position Centre = new(112.855, 26.425);

    [Theory]
    [InlineData(0.5, 0.5, 0)]
    [InlineData(0, 0.5, 700)]
    [InlineData(1, 0.5, 700)]
    [InlineData(0.5, 0, 437.5)]
    public void A_click_is_as_far_from_the_middle_as_the_scale_says(double right, double down, double metres) =>
        Assert.Equal(metres, Centre.DistanceMetres(new PlaceDrawing(Centre, 700).At(right, down)), 3.0);

    [Fact]
    public void Up_is_north_and_right_is_east()
    {
        var drawing = new PlaceDrawing(Centre, 700);

        Assert.True(drawing.At(0.5, 0.1).Latitude > Centre.Latitude);
        Assert.True(drawing.At(0.9, 0.5).Longitude > Centre.Longitude);
    }

    [Fact]
    public void Names_out_of_files_are_texts_and_no_markup()
    {
        var outline = new OutlineView("430481001001001", "<script>alert(1)</script>", "A&B", null, [[new(112.85, 26.42), new(112.86, 26.42), new(112.86, 26.43), new(112.85, 26.42)]]);

        var svg = new PlaceDrawing(Centre, 700).Draw(new([outline], false), Centre, outline.Code);

        Assert.DoesNotContain("<script", svg);
        Assert.Contains("A&amp;B", svg);
        Assert.Contains("map-chosen", svg);
    }
}
