using System.Globalization;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using SmartCity.EnvironmentMonitoring.AirQuality;

namespace SmartCity.EnvironmentMonitoring.Tests.AirQuality;

public sealed class IndividualIndexTests
{
    private static readonly (string Key, Pollutant Pollutant, AveragingPeriod Period)[] Tables =
    [
        ("SO2_24h", Pollutant.SulfurDioxide, AveragingPeriod.OneDay), ("SO2_1h", Pollutant.SulfurDioxide, AveragingPeriod.OneHour),
        ("NO2_24h", Pollutant.NitrogenDioxide, AveragingPeriod.OneDay), ("NO2_1h", Pollutant.NitrogenDioxide, AveragingPeriod.OneHour),
        ("CO_24h", Pollutant.CarbonMonoxide, AveragingPeriod.OneDay), ("CO_1h", Pollutant.CarbonMonoxide, AveragingPeriod.OneHour),
        ("O3_1h", Pollutant.Ozone, AveragingPeriod.OneHour), ("O3_8h", Pollutant.Ozone, AveragingPeriod.EightHours),
        ("PM10_24h", Pollutant.Pm10, AveragingPeriod.OneDay), ("PM2.5_24h", Pollutant.Pm25, AveragingPeriod.OneDay),
    ];

    [Fact]
    public void Every_vector_of_the_samples_comes_out_in_both_editions()
    {
        var rows = SharedSamples.Rows("aqi_vectors.tsv", '\t').ToList();
        Assert.True(rows.Count >= 44, $"{rows.Count} rows");
        foreach (var row in rows)
        {
            var (_, pollutant, period) = Tables.Single(table => table.Key == row[0]);
            var concentration = decimal.Parse(row[1].TrimEnd('*'), CultureInfo.InvariantCulture);
            Assert.Equal(Expected(row[2]), IndividualIndex.Of(pollutant, period, concentration, AqiEdition.Hj633Of2012));
            Assert.Equal(Expected(row[3]), IndividualIndex.Of(pollutant, period, concentration, AqiEdition.Hj633Of2026));
        }
    }

    [Theory]
    [InlineData("HJ633-2012", AqiEdition.Hj633Of2012)]
    [InlineData("HJ633-2026", AqiEdition.Hj633Of2026)]
    public void Every_breakpoint_of_the_samples_has_its_index(string name, AqiEdition edition)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(SharedSamples.Find("aqi_breakpoints.json")));
        var steps = file.RootElement.GetProperty("iaqi").Deserialize<int[]>()!;
        foreach (var (key, pollutant, period) in Tables)
        {
            var points = file.RootElement.GetProperty(name).GetProperty(key).Deserialize<decimal[]>()!;
            Assert.All(points.Zip(steps), pair =>
                Assert.Equal(pair.Second, IndividualIndex.Of(pollutant, period, pair.First, edition)));
        }
    }

    [Theory]
    [InlineData("2120.8", 404)]
    [InlineData("2120.81", 405)]
    public void A_point_that_binary_fractions_round_up_stays(string concentration, int index) =>
        Assert.Equal(index, IndividualIndex.Of(
            Pollutant.SulfurDioxide, AveragingPeriod.OneDay, decimal.Parse(concentration, CultureInfo.InvariantCulture), AqiEdition.Hj633Of2026));

    [Fact]
    public void On_a_grid_of_tenths_the_index_is_that_of_whole_number_arithmetic()
    {
        int[] steps = [0, 50, 100, 150, 200, 300, 400, 500];
        int[] points = [0, 50, 120, 250, 350, 420, 500, 600];
        for (var tenths = 0; tenths <= 6000; tenths++)
        {
            var i = 1;
            while (tenths > points[i] * 10)
                i++;
            var numerator = (steps[i] - steps[i - 1]) * (tenths - (points[i - 1] * 10));
            var denominator = (points[i] - points[i - 1]) * 10;
            var expected = steps[i - 1] + ((numerator + denominator - 1) / denominator);
            Assert.Equal(expected, IndividualIndex.Of(Pollutant.Pm10, AveragingPeriod.OneDay, tenths / 10m, AqiEdition.Hj633Of2026));
        }
    }

    [Fact]
    public void An_hour_of_particles_is_judged_by_the_table_of_the_day()
    {
        Assert.Equal(100, IndividualIndex.Of(Pollutant.Pm25, AveragingPeriod.OneHour, 60, AqiEdition.Hj633Of2026));
        Assert.Equal(82, IndividualIndex.Of(Pollutant.Pm25, AveragingPeriod.OneHour, 60, AqiEdition.Hj633Of2012));
    }

    [Theory]
    [InlineData(Pollutant.SulfurDioxide, AveragingPeriod.OneHour, 800.1)]
    [InlineData(Pollutant.Ozone, AveragingPeriod.EightHours, 800.1)]
    [InlineData(Pollutant.Ozone, AveragingPeriod.OneDay, 100)]
    [InlineData(Pollutant.Pm25, AveragingPeriod.EightHours, 20)]
    [InlineData(Pollutant.Pm25, AveragingPeriod.OneDay, -0.1)]
    public void Where_the_standard_computes_none_there_is_none(Pollutant pollutant, AveragingPeriod period, double concentration) =>
        Assert.Null(IndividualIndex.Of(pollutant, period, (decimal)concentration, AqiEdition.Hj633Of2026));

    [Fact]
    public void More_of_a_pollutant_is_never_a_lower_index_and_the_new_edition_never_milder() =>
        Prop.ForAll(
            (from table in Gen.Elements(Tables)
             from low in Gen.Choose(0, 80_000)
             from more in Gen.Choose(0, 20_000)
             select (table.Pollutant, table.Period, Low: low / 100m, High: (low + more) / 100m)).ToArbitrary(),
            c =>
            {
                var low = IndividualIndex.Of(c.Pollutant, c.Period, c.Low, AqiEdition.Hj633Of2026);
                var high = IndividualIndex.Of(c.Pollutant, c.Period, c.High, AqiEdition.Hj633Of2026);
                var old = IndividualIndex.Of(c.Pollutant, c.Period, c.Low, AqiEdition.Hj633Of2012);
                return (high is null || low <= high) && (old is null ? low is null : low >= old);
            }).QuickCheckThrowOnFailure();

    private static int? Expected(string cell) => cell == "None" ? null : int.Parse(cell, CultureInfo.InvariantCulture);
}
