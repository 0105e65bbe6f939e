using Aspire.Hosting;
using SmartCity.AppHost.AppModel;

var builder = DistributedApplication.CreateBuilder(args);
CityModel.Add(builder, Path.GetFullPath(builder.Configuration["data"] ?? ".smartcity-aspire"));
await builder.Build().RunAsync();
