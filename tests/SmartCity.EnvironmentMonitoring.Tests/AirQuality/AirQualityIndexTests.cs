using SmartCity.EnvironmentMonitoring.AirQuality;

namespace SmartCity.EnvironmentMonitoring.Tests.AirQuality;

public sealed class AirQualityIndexTests
{
    private static readonly HourlyConcentrations CleanHour = new(10, 20, 0.5m, 60, 40, 20);
    private static readonly DailyConcentrations CleanDay = new(10, 20, 0.5m, 60, 40, 20);

    [Fact]
    public void A_clean_hour_is_excellent_and_has_no_primary_pollutant()
    {
        var index = AirQualityIndex.ForHour(CleanHour, AqiEdition.Hj633Of2026)!;
        Assert.Equal(40, index.Value);
        Assert.Equal("优", index.Level.Class);
        Assert.Empty(index.PrimaryPollutants);
        Assert.Empty(index.ExceedingPollutants);
        Assert.Empty(index.Missing);
    }

    [Fact]
    public void The_greatest_part_makes_the_index_and_is_primary()
    {
        var index = AirQualityIndex.ForDay(CleanDay with { Pm25 = 90 }, AqiEdition.Hj633Of2026)!;
        Assert.Equal(128, index.Value);
        Assert.Equal("轻度污染", index.Level.Class);
        Assert.Equal([Pollutant.Pm25], index.PrimaryPollutants);
        Assert.Equal([Pollutant.Pm25], index.ExceedingPollutants);
    }

    [Fact]
    public void Equal_parts_are_primary_together()
    {
        var index = AirQualityIndex.ForDay(CleanDay with { Pm25 = 60, Pm10 = 120 }, AqiEdition.Hj633Of2026)!;
        Assert.Equal(100, index.Value);
        Assert.Equal([Pollutant.Pm10, Pollutant.Pm25], index.PrimaryPollutants);
        Assert.Empty(index.ExceedingPollutants);
    }

    [Fact]
    public void At_fifty_nothing_is_primary_and_at_fifty_one_something_is()
    {
        Assert.Empty(AirQualityIndex.ForDay(CleanDay with { Pm25 = 35 }, AqiEdition.Hj633Of2026)!.PrimaryPollutants);
        Assert.Equal([Pollutant.Pm25], AirQualityIndex.ForDay(CleanDay with { Pm25 = 35.1m }, AqiEdition.Hj633Of2026)!.PrimaryPollutants);
    }

    [Fact]
    public void An_hour_of_sulfur_dioxide_off_its_table_is_reported_by_its_day_if_that_is_known()
    {
        var hour = CleanHour with { SulfurDioxide = 900 };
        Assert.Equal([Pollutant.SulfurDioxide], AirQualityIndex.ForHour(hour, AqiEdition.Hj633Of2026)!.Missing);
        var index = AirQualityIndex.ForHour(hour with { SulfurDioxideOneDay = 475 }, AqiEdition.Hj633Of2026)!;
        Assert.Equal(150, index.Value);
        Assert.Equal(AveragingPeriod.OneDay, index.SubIndices.Single(sub => sub.Pollutant == Pollutant.SulfurDioxide).Period);
    }

    [Fact]
    public void Eight_hours_of_ozone_off_their_table_are_reported_by_the_hour_if_that_is_known()
    {
        var day = CleanDay with { OzoneEightHours = 801 };
        Assert.Equal([Pollutant.Ozone], AirQualityIndex.ForDay(day, AqiEdition.Hj633Of2026)!.Missing);
        Assert.Equal(400, AirQualityIndex.ForDay(day with { OzoneOneHour = 1000 }, AqiEdition.Hj633Of2026)!.Value);
    }

    [Fact]
    public void A_stand_in_does_not_speak_for_a_value_that_is_missing_or_on_its_table()
    {
        Assert.Equal([Pollutant.Ozone], AirQualityIndex.ForDay(
            CleanDay with { OzoneEightHours = null, OzoneOneHour = 1000 }, AqiEdition.Hj633Of2026)!.Missing);
        Assert.Equal(100, AirQualityIndex.ForDay(
            CleanDay with { OzoneEightHours = 160, OzoneOneHour = 1000 }, AqiEdition.Hj633Of2026)!.Value);
    }

    [Fact]
    public void Missing_values_are_named_and_nothing_at_all_has_no_index()
    {
        var index = AirQualityIndex.ForHour(CleanHour with { Pm25 = null, CarbonMonoxide = -1 }, AqiEdition.Hj633Of2026)!;
        Assert.Equal([Pollutant.CarbonMonoxide, Pollutant.Pm25], index.Missing);
        Assert.Null(AirQualityIndex.ForHour(new(null, null, null, null, null, null), AqiEdition.Hj633Of2026));
    }

    [Theory]
    [InlineData(0, 1, "绿")]
    [InlineData(50, 1, "绿")]
    [InlineData(51, 2, "黄")]
    [InlineData(100, 2, "黄")]
    [InlineData(101, 3, "橙")]
    [InlineData(150, 3, "橙")]
    [InlineData(151, 4, "红")]
    [InlineData(200, 4, "红")]
    [InlineData(201, 5, "紫")]
    [InlineData(300, 5, "紫")]
    [InlineData(301, 6, "褐红")]
    [InlineData(500, 6, "褐红")]
    public void Each_index_has_its_level(int index, int level, string colour) =>
        Assert.Equal((level, colour), (AqiLevel.Of(index).Level, AqiLevel.Of(index).Colour));

    [Theory]
    [InlineData("2026-02-28T15:59:59Z", AqiEdition.Hj633Of2012)]
    [InlineData("2026-02-28T16:00:00Z", AqiEdition.Hj633Of2026)]
    [InlineData("2026-03-01T00:00:00+08:00", AqiEdition.Hj633Of2026)]
    [InlineData("2026-02-28T23:00:00+08:00", AqiEdition.Hj633Of2012)]
    public void The_edition_changes_at_midnight_in_Beijing(string instant, AqiEdition edition) =>
        Assert.Equal(edition, AqiEditions.InForceAt(DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void Every_pollutant_has_its_names_and_unit()
    {
        Assert.Equal("SO2 NO2 CO O3 PM10 PM2.5", string.Join(' ', Pollutants.All.Select(p => p.Symbol())));
        Assert.Equal(6, Pollutants.All.Select(p => p.ChineseName()).Distinct().Count());
        Assert.Equal([Pollutant.CarbonMonoxide], Pollutants.All.Where(p => p.Unit() == "mg/m³"));
    }
}
